/** What can be set and asked of one TV; each act says whether the TV itself confirmed it. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Display } from '../../../protocol/display.ts'
import { type Instant, instant } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { GroupOptions } from './group-options.tsx'

const Confirmed = Type.Object({ confirmed: Type.Boolean() })
/** A lesson in Taiwan's high schools. */
const LESSON_MS = 50 * 60_000
const DAY_MS = 86_400_000

export const Adjust = ({ display }: { readonly display: Display }) => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const { done, failed, attempt } = useNotices()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const { id, name } = display
  const again = () => queries.invalidateQueries({ queryKey: ['displays'] })
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const groupId = String(fields.get('groupId') ?? '')
    const body = {
      name: String(fields.get('name') ?? '').trim(),
      groupId: groupId === '' ? null : groupId,
      volume: Number(fields.get('volume')) / 100,
      trimMs: Number(fields.get('trimMs')),
      building: String(fields.get('building') ?? '').trim(),
      floor: String(fields.get('floor') ?? '').trim(),
    }
    return attempt(async () => {
      await api.send('PATCH', `/api/displays/${id}`, Display, body)
      await Promise.all([again(), queries.invalidateQueries({ queryKey: ['groups'] })])
      done(t('act.saved'))
    })
  }
  const mute = (until: Instant | null) =>
    attempt(async () => {
      await api.send('PATCH', `/api/displays/${id}`, Display, { mutedUntil: until })
      await again()
      done(
        until === null
          ? t('displays.soundOn', { name })
          : t('displays.mutedUntil', { name, time: school.shortTime(until) }),
      )
    })
  const ask = (act: 'identify' | 'reload') =>
    attempt(async () => {
      const { confirmed } = await api.send('POST', `/api/displays/${id}/${act}`, Confirmed)
      if (!confirmed) failed(new Error(t('displays.noAnswer', { name })))
      else done(t(act === 'identify' ? 'displays.identified' : 'displays.reloaded', { name }))
    })
  const unpair = () =>
    attempt(async () => {
      await api.act('DELETE', `/api/displays/${id}`)
      await again()
      done(t('displays.unpaired', { name }))
    })
  const endOfDay = () => instant(live.now() - school.sinceMidnight(live.now()) + DAY_MS)
  const isMuted = display.mutedUntil !== null && display.mutedUntil > live.now()
  return (
    <>
      <form
        key={`${name} ${display.groupId} ${display.volume} ${display.trimMs}`}
        className="fields row"
        onSubmit={save}
      >
        <div>
          <label htmlFor={`name-${id}`}>{t('displays.name')}</label>
          <input id={`name-${id}`} name="name" required maxLength={60} defaultValue={name} />
        </div>
        <div>
          <label htmlFor={`group-${id}`}>{t('displays.group')}</label>
          <select id={`group-${id}`} name="groupId" defaultValue={display.groupId ?? ''}>
            <GroupOptions />
          </select>
        </div>
        <div>
          <label htmlFor={`building-${id}`}>{t('displays.building')}</label>
          <input id={`building-${id}`} name="building" maxLength={30} defaultValue={display.building} />
        </div>
        <div>
          <label htmlFor={`floor-${id}`}>{t('displays.floor')}</label>
          <input id={`floor-${id}`} name="floor" maxLength={10} defaultValue={display.floor} />
        </div>
        <div>
          <label htmlFor={`volume-${id}`}>{t('displays.volume')} (%)</label>
          <input
            id={`volume-${id}`}
            name="volume"
            type="number"
            min={0}
            max={100}
            required
            defaultValue={Math.round(display.volume * 100)}
          />
        </div>
        <div>
          <label htmlFor={`trim-${id}`} title={t('displays.trimHint')}>
            {t('displays.trim')}
          </label>
          <input
            id={`trim-${id}`}
            name="trimMs"
            type="number"
            min={-500}
            max={500}
            required
            defaultValue={display.trimMs}
          />
        </div>
        <button type="submit" className="button primary">
          {t('act.save')}
        </button>
      </form>
      <div className="acts start">
        {isMuted ? (
          <button type="button" className="button" onClick={() => mute(null)}>
            {t('displays.unmute')}
          </button>
        ) : (
          <>
            <span>{t('displays.mute')}</span>
            <button type="button" className="button" onClick={() => mute(instant(live.now() + LESSON_MS))}>
              {t('displays.muteLesson')}
            </button>
            <button type="button" className="button" onClick={() => mute(endOfDay())}>
              {t('displays.muteDay')}
            </button>
          </>
        )}
        <button type="button" className="button" onClick={() => ask('identify')}>
          {t('displays.identify')}
        </button>
        <button type="button" className="button" onClick={() => ask('reload')}>
          {t('displays.reload')}
        </button>
        <button type="button" className="button danger" onClick={() => setAsking(true)}>
          {t('displays.unpair')}
        </button>
      </div>
      {asking && (
        <Dialog
          title={t('displays.unpair')}
          onClose={() => setAsking(false)}
          act={{ label: t('displays.unpair'), run: unpair }}
        >
          <p>{t('displays.unpairAsk', { name })}</p>
        </Dialog>
      )}
    </>
  )
}
