/** Reporting without an account (`/#/report?label=…` or `?tv=…`): device and room are known, three answers and a photo. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import type { FaultSymptom } from '../../../protocol/fault.ts'
import { GuestReportAnswer, MOST_GUEST_PHOTOS, ReportPlace } from '../../../protocol/fault-report.ts'
import { address } from '../../api.ts'
import type { GuestProps } from '../../guest-props.ts'
import { hashQuery } from '../../hash.ts'
import { PhotoField } from '../help/photo-field.tsx'
import { SymptomChoice } from '../help/symptom-choice.tsx'
import '../faults/faults.css'
import './report.css'

const Sent = Type.Object({ count: Type.Integer() })

/** Where the server knows the place by; null: the link says nothing. */
const placeAddress = (): string | null => {
  const [label, tv] = [hashQuery('label', window.location), hashQuery('tv', window.location)]
  if (label !== null) return `/api/report/${encodeURIComponent(label)}`
  return tv === null ? null : `/api/report/tv/${encodeURIComponent(tv)}`
}

const Report = ({ api }: GuestProps) => {
  const { t, i18n } = useTranslation()
  const [at] = useState(placeAddress)
  const place = useQuery({
    queryKey: ['report', at],
    queryFn: () => api.get(at ?? '', ReportPlace),
    enabled: at !== null,
  })
  return (
    <main className="report-page">
      <div className="panel-card">
        <h1>{t('faults.guest.title')}</h1>
        {(at === null || place.isError) && (
          <p className="notice amber" role="alert">
            ▲ {place.error?.message ?? t('faults.guest.noPlace')}
          </p>
        )}
        {at !== null && place.data !== undefined && (
          <>
            <p className="report-place">
              <b>{place.data.room}</b> {place.data.name}
            </p>
            <GuestForm api={api} at={at} />
          </>
        )}
        <p className="door-languages">
          {(['zh-TW', 'en'] as const).map((language) => (
            <button key={language} type="button" lang={language} onClick={() => i18n.changeLanguage(language)}>
              {language === 'en' ? 'English' : '中文'}
            </button>
          ))}
        </p>
      </div>
    </main>
  )
}
export default Report

const GuestForm = ({ api, at }: GuestProps & { readonly at: string }) => {
  const { t } = useTranslation()
  const [symptom, setSymptom] = useState<FaultSymptom | null>(null)
  const [photos, setPhotos] = useState<readonly File[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const [answer, setAnswer] = useState<GuestReportAnswer | null>(null)
  const sendPhotos = async (token: string) => {
    for (const photo of photos.slice(0, MOST_GUEST_PHOTOS))
      await api.send('POST', address('/api/report/photo', { name: photo.name }), Sent, photo, undefined, {
        'x-report-token': token,
      })
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [text = '', name = '', contact = ''] = ['text', 'name', 'contact'].map((each) =>
      String(fields.get(each) ?? ''),
    )
    if (symptom === null || (symptom === 'other' && text.trim() === '')) return setProblem(t('faults.form.wordsNeeded'))
    setSending(true)
    setProblem(null)
    try {
      const sent = await api.send('POST', at, GuestReportAnswer, { symptom, text, name, contact })
      setAnswer(sent)
      await sendPhotos(sent.photoToken)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setSending(false)
    }
  }
  if (answer !== null)
    return (
      <>
        <p className="notice ready" role="status">
          ✓ {t('faults.guest.sent', { number: answer.number })}
        </p>
        <p>{t('faults.guest.thanks')}</p>
        {problem !== null && <p role="alert">▲ {t('faults.form.photoFailed', { why: problem })}</p>}
      </>
    )
  return (
    <form className="report-form" onSubmit={submit} noValidate>
      <SymptomChoice chosen={symptom} choose={setSymptom} />
      <div>
        <label htmlFor="report-words">{t('faults.form.words')}</label>
        <textarea id="report-words" name="text" maxLength={2000} placeholder={t('faults.form.wordsHint')} />
      </div>
      <PhotoField
        photos={photos}
        setPhotos={setPhotos}
        label={t('faults.guest.morePhotos', { count: MOST_GUEST_PHOTOS })}
      />
      {(['name', 'contact'] as const).map((field) => (
        <div key={field}>
          <label htmlFor={`report-${field}`}>
            {t(`faults.guest.${field}`)} <span className="faint">{t('faults.guest.optional')}</span>
          </label>
          <input
            id={`report-${field}`}
            name={field}
            maxLength={field === 'name' ? 60 : 120}
            autoComplete={field === 'name' ? 'name' : 'off'}
          />
        </div>
      ))}
      {problem !== null && (
        <p className="notice amber" role="alert">
          ▲ {problem}
        </p>
      )}
      <button type="submit" className="button primary" disabled={isSending}>
        {t('faults.form.send')}
      </button>
    </form>
  )
}
