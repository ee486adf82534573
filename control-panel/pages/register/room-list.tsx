/** What stands in each room. */
import { useTranslation } from 'react-i18next'
import { EQUIPMENT_KINDS } from '../../../protocol/equipment.ts'
import { useLanguage } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { addressOf, EVERYTHING } from './filter.ts'
import { useRooms } from './register-queries.ts'

export const RoomList = ({ q }: { readonly q: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const rooms = useRooms()
  if (rooms.isError && rooms.data === undefined) return <Failed error={rooms.error} retry={() => rooms.refetch()} />
  if (rooms.data === undefined) return <Skeleton rows={8} height={56} />
  const shown = rooms.data
    .filter(({ room }) => room.toLowerCase().includes(q.trim().toLowerCase()))
    .toSorted((a, b) => a.room.localeCompare(b.room, 'zh-TW', { numeric: true }))
  if (shown.length === 0)
    return (
      <div className="empty">
        <strong>{t('register.nothingFound')}</strong>
      </div>
    )
  return (
    <ul className="device-rows">
      {shown.map(({ room, count, openFaults, kinds }) => (
        <li key={room}>
          <a href={`#${addressOf({ ...EVERYTHING, room })}`} className="device">
            <b className="device-room">{room === '' ? t('register.noRoom') : room}</b>
            <span className="device-words">
              <span>{t('register.devices', { count })}</span>
              <span className="faint">
                {kinds.map((each) => `${EQUIPMENT_KINDS[each.kind][language]} ${each.count}`).join(' · ')}
              </span>
            </span>
            <span className="device-chips">
              {openFaults > 0 && (
                <span className="chip amber">▲ {t('register.faultCount', { count: openFaults })}</span>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
