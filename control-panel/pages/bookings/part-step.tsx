/** The second step: which part, and under which licence. */
import { useTranslation } from 'react-i18next'
import { LicenceKind } from '../../../protocol/booking.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import type { Wish } from './wish.ts'

const LICENCES = LicenceKind.anyOf.map((kind) => kind.const)

interface PartStepProps {
  readonly date: SchoolDate
  readonly wish: Wish
  readonly change: (patch: Partial<Wish>) => void
}
export const PartStep = ({ date, wish, change }: PartStepProps) => {
  const { t } = useTranslation()
  return (
    <div className="fields row">
      {(['from', 'to'] as const).map((end) => (
        <div key={end}>
          <label htmlFor={`${end}-${date}`}>{t(`bookings.${end}`)}</label>
          <input
            id={`${end}-${date}`}
            inputMode="numeric"
            placeholder={t('bookings.partHint')}
            value={wish[end]}
            onChange={(event) => change({ [end]: event.target.value })}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`licence-${date}`}>{t('bookings.licence')}</label>
        <select
          id={`licence-${date}`}
          value={wish.kind}
          onChange={(event) => change({ kind: LICENCES.find((kind) => kind === event.target.value) ?? 'unknown' })}
        >
          {LICENCES.map((kind) => (
            <option key={kind} value={kind}>
              {t(`bookings.licenceKind.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      {(['validFrom', 'validUntil'] as const).map((end) => (
        <div key={end}>
          <label htmlFor={`${end}-${date}`}>{t(`bookings.${end}`)}</label>
          <input
            id={`${end}-${date}`}
            type="date"
            value={wish[end]}
            onChange={(event) => change({ [end]: event.target.value })}
          />
        </div>
      ))}
    </div>
  )
}
