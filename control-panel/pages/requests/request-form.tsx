/** Asking for something: what kind, then what this kind needs; or putting right what was asked. */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { namesPassword } from '../../../protocol/password-in-words.ts'
import { type RequestChange, RequestDetail, type RequestView } from '../../../protocol/request.ts'
import {
  REQUEST_KIND_NAMES,
  REQUEST_KINDS,
  type RequestField,
  type RequestKind,
} from '../../../protocol/request-kinds.ts'
import { schoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel, useToday } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { FileChooser, sendFile } from './request-files.tsx'
import { usePace, useRequestPeople, useTemplates } from './request-queries.ts'

type Draft = Omit<RequestChange, 'version'>
const draftOf = (kind: RequestKind): Draft => ({
  ...{ kind, summary: '', details: '', room: '', fields: {}, wantedOn: null },
})

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

const KindChoice = ({ choose, onClose }: { readonly choose: (draft: Draft) => void; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const ready = useTemplates().filter(({ use }) => use === 'request')
  return (
    <div className="fields">
      {ready.length > 0 && (
        <div>
          <b>{t('requests.readyMade')}</b>
          <ul className="choices">
            {ready.map(({ id, name, kind, words }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => choose({ ...draftOf(kind ?? 'other'), summary: words.slice(0, 160) })}
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <b>{t('requests.whichKind')}</b>
      <ul className="request-kinds">
        {REQUEST_KIND_NAMES.map((kind) => (
          <li key={kind}>
            <button type="button" className="request-kind" onClick={() => choose(draftOf(kind))}>
              <b>{REQUEST_KINDS[kind].name[language]}</b>
              <span className="faint">{REQUEST_KINDS[kind].lead[language]}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
      </div>
    </div>
  )
}

/** What in the draft looks like a password, as the server will judge it. */
const hasPassword = ({ kind, summary, details, fields }: Draft): boolean => {
  const isMail = REQUEST_KINDS[kind].procedure === '004'
  const lines = REQUEST_KINDS[kind].fields.filter(({ type }) => type === 'line')
  return (
    namesPassword(summary, isMail) ||
    namesPassword(details) ||
    Object.values(fields).some((text) => namesPassword(text)) ||
    (isMail && lines.some(({ name }) => namesPassword(fields[name] ?? '', true)))
  )
}

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

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly isOptional?: boolean
  readonly children: ReactNode
}
const Field = ({ id, label, hint, isOptional = false, children }: FieldProps) => {
  const { t } = useTranslation()
  return (
    <div>
      <label htmlFor={id}>
        {label} {isOptional && <span className="faint">({t('requests.optional')})</span>}
      </label>
      {children}
      {hint !== undefined && <span className="faint">{hint}</span>}
    </div>
  )
}

interface KindFieldProps {
  readonly id: string
  readonly field: RequestField
  readonly value: string
  readonly change: (text: string) => void
}
const KindField = ({ id, field, value, change }: KindFieldProps) => {
  const language = useLanguage()
  const { type, isRequired: required, longest: maxLength } = field
  const shared = { id, required, maxLength, value }
  return (
    <Field id={id} label={field.label[language]} hint={field.hint?.[language]} isOptional={!required}>
      {type === 'words' ? (
        <textarea {...shared} rows={6} onChange={(event) => change(event.target.value)} />
      ) : (
        <input
          {...shared}
          inputMode={type === 'number' ? 'numeric' : 'text'}
          pattern={type === 'number' ? '[0-9]*' : undefined}
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  )
}

const ForWhom = ({ chosen, choose }: { readonly chosen: string; readonly choose: (id: string) => void }) => {
  const { t } = useTranslation()
  const { user } = usePanel()
  const id = useId()
  const people = useRequestPeople().filter((each) => each.id !== user.id)
  return (
    <Field id={id} label={t('requests.forWhom')}>
      <select id={id} value={chosen} onChange={(event) => choose(event.target.value)}>
        <option value="">{t('requests.forMe')}</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </select>
    </Field>
  )
}

interface ChosenFilesProps {
  readonly files: readonly File[]
  readonly change: (files: readonly File[]) => void
}
const ChosenFiles = ({ files, change }: ChosenFilesProps) => {
  const { t } = useTranslation()
  return (
    <div>
      {files.length > 0 && (
        <ul className="rows">
          {files.map((file) => (
            <li key={`${file.name} ${file.lastModified} ${file.size}`}>
              <span className="grow">{file.name}</span>
              <button
                type="button"
                className="button small"
                aria-label={t('requests.removeFile', { name: file.name })}
                onClick={() => change(files.filter((each) => each !== file))}
              >
                {t('act.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <FileChooser onFiles={(more) => change([...files, ...more])} />
    </div>
  )
}
