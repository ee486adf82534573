/** A fault's repair slip on the fault's own page: the one there is with whoever is waited for, or the way to make one. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Link, useLocation } from 'wouter'
import { type FaultState, faultAfter } from '../../../protocol/fault.ts'
import { SlipView } from '../../../protocol/slip.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { SLIP_LOOKS, waitsWords } from './slip-looks.ts'

const Answer = Type.Object({ slip: Type.Union([SlipView, Type.Null()]) })

interface Props {
  readonly faultId: string
  readonly state: FaultState
}
export const SlipOfFault = ({ faultId, state }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { api, settings } = usePanel()
  const { attempt } = useNotices()
  const [, go] = useLocation()
  const [reads, writes] = [useMay('slips.read'), useMay('slips.write')]
  const found = useQuery({
    queryKey: ['slips', 'of-fault', faultId],
    queryFn: async () => (await api.get(`/api/faults/${faultId}/slip`, Answer)).slip,
    enabled: reads,
  })
  const make = () =>
    attempt(async () => {
      const { id } = await api.send('POST', '/api/slips', SlipView, { faultId })
      go(`/slips/${id}`)
    })
  const slip = found.data
  if (slip === undefined) return null
  if (slip === null)
    return writes && faultAfter(state, 'need-slip') !== null ? (
      <section className="panel-card" aria-label={t('slip.ofFault')}>
        <h2>{t('slip.ofFault')}</h2>
        <p className="faint">{t('slip.lead')}</p>
        <button type="button" className="button" onClick={make}>
          {t('slip.make')}
        </button>
      </section>
    ) : null
  const { level, shape } = SLIP_LOOKS[slip.state]
  const waits = waitsWords(slip, t, language)
  return (
    <section className="panel-card" aria-label={t('slip.ofFault')}>
      <h2>
        <Link href={`/slips/${slip.id}`}>{t('slip.open', { number: slip.number })}</Link>{' '}
        <span className={`chip ${level}`}>{`${shape} ${t(`slip.state.${slip.state}`)}`}</span>
      </h2>
      {waits.length > 0 && (
        <p>
          {waits.join(t('slip.comma'))}{' '}
          {slip.waitsSince !== null && (
            <span className="faint">
              {t('slip.since', { date: dateAndTime(slip.waitsSince, settings.timeZone, language) })}
            </span>
          )}
        </p>
      )}
    </section>
  )
}
