/** Under which licence a programme may be shown, until when, and the paper that says so. */
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { LicenceKind } from '../../../protocol/booking.ts'
import type { Media } from '../../../protocol/media.ts'
import { type SchoolDate, schoolDate } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useMediaAgain } from './library-queries.ts'
import type { Patch } from './programme-changes.ts'
import { ScanChooser } from './scan-chooser.tsx'
import { LicenceChip } from './state-chip.tsx'

const KINDS = LicenceKind.anyOf.map((kind) => kind.const)
const dateIn = (fields: FormData, name: string): SchoolDate | null => {
  const text = String(fields.get(name) ?? '')
  return text === '' ? null : schoolDate(text)
}

interface Props {
  readonly media: Media
  readonly change: ((patch: Patch) => Promise<void>) | null
}
export const Licence = ({ media, change }: Props) => {
  const { t } = useTranslation()
  const { licence } = media
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const kind = KINDS.find((each) => each === fields.get('kind'))
    if (kind === undefined) return change?.({ licence: null })
    return change?.({
      licence: {
        kind,
        holder: String(fields.get('holder') ?? '').trim(),
        validFrom: dateIn(fields, 'validFrom'),
        validUntil: dateIn(fields, 'validUntil'),
        note: String(fields.get('note') ?? '').trim(),
      },
    })
  }
  return (
    <section className="panel-card" aria-label={t('bookings.licence')}>
      <h2>
        {t('bookings.licence')} <LicenceChip media={media} />
      </h2>
      <form key={JSON.stringify(licence)} onSubmit={save}>
        <fieldset className="fields row licence-fields" disabled={change === null}>
          <div>
            <label htmlFor="licence-kind">{t('library.licenceKind')}</label>
            <select id="licence-kind" name="kind" defaultValue={licence?.kind ?? ''}>
              <option value="">{t('library.noLicence')}</option>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`bookings.licenceKind.${kind}`)}
                </option>
              ))}
            </select>
          </div>
          <div>
            <label htmlFor="licence-holder">{t('library.licenceHolder')}</label>
            <input id="licence-holder" name="holder" maxLength={120} defaultValue={licence?.holder ?? ''} />
          </div>
          <div>
            <label htmlFor="licence-from">{t('bookings.validFrom')}</label>
            <input id="licence-from" name="validFrom" type="date" defaultValue={licence?.validFrom ?? ''} />
          </div>
          <div>
            <label htmlFor="licence-until">{t('bookings.validUntil')}</label>
            <input id="licence-until" name="validUntil" type="date" defaultValue={licence?.validUntil ?? ''} />
          </div>
          <div className="wide-field">
            <label htmlFor="licence-note">{t('bookings.note')}</label>
            <textarea id="licence-note" name="note" rows={2} maxLength={500} defaultValue={licence?.note ?? ''} />
          </div>
          {change !== null && (
            <button type="submit" className="button">
              {t('act.save')}
            </button>
          )}
        </fieldset>
      </form>
      {licence !== null && <Scan id={media.id} scanned={licence.scanned} writes={change !== null} />}
    </section>
  )
}

interface ScanProps {
  readonly id: string
  readonly scanned: boolean
  readonly writes: boolean
}
const Scan = ({ id, scanned, writes }: ScanProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useMediaAgain()
  const put = (file: File) =>
    attempt(async () => {
      await api.act('PUT', `/api/media/${id}/licence-scan`, file)
      await again()
      done(t('library.scanKept'))
    })
  return (
    <div className="acts start">
      {scanned ? (
        <a href={`/api/media/${id}/licence-scan`}>{t('library.scan')}</a>
      ) : (
        <span>{t('library.scanNone')}</span>
      )}
      {writes && (
        <ScanChooser
          name={t('library.scanFile')}
          label={scanned ? t('library.scanReplace') : t('library.scanAdd')}
          onScan={put}
        />
      )}
    </div>
  )
}
