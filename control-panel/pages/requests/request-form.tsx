/** Asking for something: what kind, then what this kind needs; or putting right what was asked. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestDetail, type RequestView } from '../../../protocol/request.ts'
import { REQUEST_KINDS } from '../../../protocol/request-kinds.ts'
import { schoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel, useToday } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { type Draft, hasPassword } from './draft.ts'
import { ChosenFiles, Field, ForWhom, KindField } from './form-fields.tsx'
import { KindChoice } from './kind-choice.tsx'
import { sendFile } from './request-files.tsx'
import { usePace } from './request-queries.ts'

interface Props {
  /** For somebody who called: the section asks for whom. */
  readonly others?: boolean
  readonly onDone: (id: string | null) => void
}
export const NewRequest = ({ others = false, onDone }: Props) => {
  const [draft, setDraft] = useState<Draft | null>(null)
  if (draft === null) return <KindChoice choose={setDraft} onClose={() => onDone(null)} />
  return <Fields start={draft} others={others} onBack={() => setDraft(null)} onDone={onDone} />
}

/** Puts right what was asked. */
export const ChangeRequest = ({ request, onDone }: { readonly request: RequestView; readonly onDone: () => void }) => (
  <Fields start={request} request={request} onBack={onDone} onDone={onDone} />
)

interface FieldsProps {
  readonly start: Draft
  readonly request?: RequestView
  readonly others?: boolean
  readonly onBack: () => void
  readonly onDone: (id: string | null) => void
}
const Fields = ({ start, request, others = false, onBack, onDone }: FieldsProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const today = useToday()
  const pace = usePace()
  const id = useId()
  const [draft, setDraft] = useState<Draft>(start)
  const [requesterId, setRequesterId] = useState('')
  const [files, setFiles] = useState<readonly File[]>([])
  const [seen, setSeen] = useState(request?.version ?? 0)
  const { isSending, send } = useSending({ draft, requesterId, files, onDone, ...(request ? { request, seen } : {}) })
  const { kind, summary, details, room, fields, wantedOn } = draft
  const about = REQUEST_KINDS[kind]
  const change = (patch: Partial<Draft>) => setDraft((held) => ({ ...held, ...patch }))
  const isWrong = hasPassword(draft)
  const isOvertaken = request !== undefined && request.version !== seen
  return (
    <form
      className="fields request-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className="faint">
        <b>{about.name[language]}</b> · {pace(kind)}
      </p>
      {about.procedure === '004' && <p className="notice grey">{t('requests.passwordNotice')}</p>}
      {others && <ForWhom chosen={requesterId} choose={setRequesterId} />}
      <Field id={`${id}-summary`} label={about.summary[language]}>
        <input
          id={`${id}-summary`}
          required
          maxLength={160}
          value={summary}
          onChange={(event) => change({ summary: event.target.value })}
        />
      </Field>
      {about.room !== 'none' && (
        <Field id={`${id}-room`} label={t('requests.room')} isOptional={about.room === 'optional'}>
          <input
            id={`${id}-room`}
            required={about.room === 'required'}
            maxLength={40}
            value={room}
            onChange={(event) => change({ room: event.target.value })}
          />
        </Field>
      )}
      {about.fields.map((field) => (
        <KindField
          key={field.name}
          id={`${id}-${field.name}`}
          field={field}
          value={fields[field.name] ?? ''}
          change={(text) => change({ fields: { ...fields, [field.name]: text } })}
        />
      ))}
      {about.wantedOn === 'publish-by' && (
        <Field id={`${id}-wanted`} label={t('requests.publishBy')} isOptional>
          <input
            id={`${id}-wanted`}
            type="date"
            min={request === undefined ? today : undefined}
            value={wantedOn ?? ''}
            onChange={(event) =>
              change({ wantedOn: event.target.value === '' ? null : schoolDate(event.target.value) })
            }
          />
        </Field>
      )}
      <Field id={`${id}-details`} label={t('requests.details')} hint={t('requests.detailsHint')} isOptional>
        <textarea
          id={`${id}-details`}
          rows={3}
          maxLength={8000}
          value={details}
          onChange={(event) => change({ details: event.target.value })}
        />
      </Field>
      {request === undefined && <ChosenFiles files={files} change={setFiles} />}
      {isWrong && (
        <p className="notice amber" role="alert">
          ▲ {t('requests.password')}
        </p>
      )}
      {isOvertaken && (
        <p className="notice amber" role="alert">
          ▲ {t('requests.overtaken')}{' '}
          <button
            type="button"
            className="button small"
            onClick={() => {
              setDraft(request)
              setSeen(request.version)
            }}
          >
            {t('timetable.takeTheirs')}
          </button>
        </p>
      )}
      <div className="acts">
        <button type="button" className="button" onClick={onBack}>
          {t(request === undefined ? 'requests.back' : 'act.cancel')}
        </button>
        <button type="submit" className="button primary" disabled={isSending || isWrong || isOvertaken}>
          {t(request === undefined ? 'requests.send' : 'requests.saveChange')}
        </button>
      </div>
    </form>
  )
}

interface Sending {
  readonly draft: Draft
  readonly requesterId: string
  readonly files: readonly File[]
  readonly request?: RequestView
  readonly seen?: number
  readonly onDone: (id: string | null) => void
}
/** Sends it, then its files; a file that is not taken is told of, and the request stays. */
const useSending = ({ draft, requesterId, files, request, seen, onDone }: Sending) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, failed, attempt } = useNotices()
  const queries = useQueryClient()
  const [isSending, setSending] = useState(false)
  const { kind, summary, details, room, fields, wantedOn } = draft
  const body = { kind, summary, details, room, fields, wantedOn }
  const send = async () => {
    setSending(true)
    await attempt(async () => {
      if (request !== undefined) {
        await api.send('PUT', `/api/requests/${request.id}`, RequestDetail, { ...body, version: seen })
        done(t('requests.changed'))
        onDone(request.id)
        return
      }
      const whose = requesterId === '' ? {} : { requesterId }
      const made = await api.send('POST', '/api/requests', RequestDetail, { ...body, ...whose })
      for (const file of files)
        await sendFile(api, made.id, file).catch((error: unknown) =>
          failed(
            new Error(t('requests.fileFailed', { name: file.name, why: error instanceof Error ? error.message : '' })),
          ),
        )
      done(t('requests.sent', { number: made.number }))
      onDone(made.id)
    })
    await queries.invalidateQueries({ queryKey: ['requests'] })
    setSending(false)
  }
  return { isSending, send }
}
