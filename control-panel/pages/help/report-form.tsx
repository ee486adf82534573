/** Reporting a fault with an account: where, what, a photo. What is known of the place already comes first. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Attachment } from '../../../protocol/attachment.ts'
import { MyClassroom } from '../../../protocol/classroom.ts'
import type { FaultSymptom } from '../../../protocol/fault.ts'
import { KnownFault, MyFault } from '../../../protocol/fault-report.ts'
import { faultTitle, STATE_FOR_REPORTER } from '../../../protocol/fault-title.ts'
import { address } from '../../api.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { hashQuery } from '../../hash.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { PhotoField } from './photo-field.tsx'
import { SymptomChoice } from './symptom-choice.tsx'
import '../faults/faults.css'

const Rooms = Type.Object({ items: Type.Array(Type.Object({ displayId: Type.String(), name: Type.String() })) })
const Known = Type.Object({ items: Type.Array(KnownFault) })
/** Of the choice of rooms: a place without a TV, named in words. */
const ELSEWHERE = 'elsewhere'

/** The TVs to choose from, and the one to begin with: the address's, else the own classroom's. */
const usePlaces = () => {
  const { api } = usePanel()
  const owns = useMay('classroom.own')
  const rooms = useQuery({
    queryKey: ['displays', 'report-rooms'],
    queryFn: async () => (await api.get('/api/report-rooms', Rooms)).items,
  })
  const own = useQuery({
    queryKey: ['displays', 'mine'],
    queryFn: () => api.get('/api/my-classroom', MyClassroom),
    enabled: owns,
  })
  const [asked] = useState(() => hashQuery('tv', window.location))
  return { rooms, first: asked ?? own.data?.classroom?.displayId ?? '' }
}

interface Props {
  /** Called when it is over; with the fault's id when one was reported. */
  readonly onDone: (id: string | null) => void
}
export const ReportForm = ({ onDone }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, failed, attempt } = useNotices()
  const queries = useQueryClient()
  const { rooms, first } = usePlaces()
  const [equipmentId] = useState(() => hashQuery('equipment', window.location))
  const [chosen, setChosen] = useState<string | null>(null)
  const [room, setRoom] = useState(() => hashQuery('room', window.location) ?? '')
  const [symptom, setSymptom] = useState<FaultSymptom | null>(null)
  const [text, setText] = useState('')
  const [isForNoon, setForNoon] = useState(false)
  const [photos, setPhotos] = useState<readonly File[]>([])
  const [isSending, setSending] = useState(false)
  const place = chosen ?? (first === '' && room !== '' ? ELSEWHERE : first)
  const displayId = place === '' || place === ELSEWHERE ? null : place

  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (equipmentId === null && displayId === null && room.trim() === '')
      return failed(new Error(t('faults.form.whereNeeded')))
    if (symptom === null || (symptom === 'other' && text.trim() === ''))
      return failed(new Error(t('faults.form.wordsNeeded')))
    setSending(true)
    await attempt(async () => {
      const body = { symptom, text, displayId, equipmentId, room, neededForNoon: isForNoon }
      const fault = await api.send('POST', '/api/faults', MyFault, body)
      for (const photo of photos)
        await api
          .send('POST', address(`/api/my-faults/${fault.id}/attachments`, { name: photo.name }), Attachment, photo)
          .catch((problem: unknown) =>
            failed(new Error(t('faults.form.photoFailed', { why: problem instanceof Error ? problem.message : '' }))),
          )
      await queries.invalidateQueries({ queryKey: ['faults'] })
      done(t('faults.form.sent', { number: fault.number }))
      onDone(fault.id)
    })
    setSending(false)
  }
  return (
    <form className="report-form" onSubmit={send} noValidate>
      <p className="faint">{t('faults.form.lead')}</p>
      {equipmentId === null && (
        <div>
          <label htmlFor="report-place">{t('faults.form.where')}</label>
          <select id="report-place" value={place} onChange={(event) => setChosen(event.target.value)}>
            <option value="" disabled>
              {t('faults.form.whereNeeded')}
            </option>
            {rooms.data?.map((each) => (
              <option key={each.displayId} value={each.displayId}>
                {each.name}
              </option>
            ))}
            <option value={ELSEWHERE}>{t('faults.form.otherRoom')}</option>
          </select>
          {rooms.isError && rooms.data === undefined && <Failed error={rooms.error} retry={() => rooms.refetch()} />}
          {place === ELSEWHERE && (
            <input
              aria-label={t('faults.form.otherRoom')}
              placeholder={t('faults.form.roomHint')}
              maxLength={60}
              value={room}
              onChange={(event) => setRoom(event.target.value)}
            />
          )}
        </div>
      )}
      <KnownHere displayId={displayId} equipmentId={equipmentId} onJoined={() => onDone(null)} />
      <SymptomChoice chosen={symptom} choose={setSymptom} />
      <div>
        <label htmlFor="report-words">{t('faults.form.words')}</label>
        <textarea
          id="report-words"
          maxLength={2000}
          placeholder={t('faults.form.wordsHint')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <PhotoField photos={photos} setPhotos={setPhotos} label={t('faults.form.photo')} />
      <label className="check">
        <input type="checkbox" checked={isForNoon} onChange={(event) => setForNoon(event.target.checked)} />
        {t('faults.form.noon')}
      </label>
      <div className="acts start">
        <button type="submit" className="button primary" disabled={isSending}>
          {t('faults.form.send')}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {t('faults.form.cancel')}
        </button>
      </div>
    </form>
  )
}

/** What is broken there already, so that the same is not told twice. */
const KnownHere = ({
  displayId,
  equipmentId,
  onJoined,
}: {
  readonly displayId: string | null
  readonly equipmentId: string | null
  readonly onJoined: () => void
}) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const queries = useQueryClient()
  const language = useLanguage()
  const query = { displayId: displayId ?? undefined, equipmentId: equipmentId ?? undefined }
  const known = useQuery({
    queryKey: ['faults', 'known', query],
    queryFn: async () => (await api.get(address('/api/report-rooms/faults', query), Known)).items,
    enabled: displayId !== null || equipmentId !== null,
  })
  const meToo = (id: string) =>
    attempt(async () => {
      await api.send('POST', `/api/my-faults/${id}/me-too`, MyFault)
      await queries.invalidateQueries({ queryKey: ['faults'] })
      done(t('faults.form.meTooDone'))
      onJoined()
    })
  if (known.data === undefined || known.data.length === 0) return null
  return (
    <section aria-label={t('faults.form.known')}>
      <b>{t('faults.form.known')}</b>
      <ul className="rows">
        {known.data.map((fault) => (
          <li key={fault.id}>
            <span className="grow">
              {faultTitle(fault, language)} <span className="faint">{STATE_FOR_REPORTER[fault.state][language]}</span>
            </span>
            {fault.mine ? (
              <span className="chip ready">✓ {t('faults.form.mine')}</span>
            ) : (
              <button type="button" className="button" onClick={() => meToo(fault.id)}>
                {t('faults.form.meToo')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
