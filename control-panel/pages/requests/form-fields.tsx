/** The fields of a request’s form. */
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestField } from '../../../protocol/request-kinds.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { FileChooser } from './request-files.tsx'
import { useRequestPeople } from './request-queries.ts'

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly isOptional?: boolean
  readonly children: ReactNode
}
export const Field = ({ id, label, hint, isOptional = false, children }: FieldProps) => {
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
export const KindField = ({ id, field, value, change }: KindFieldProps) => {
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

export const ForWhom = ({ chosen, choose }: { readonly chosen: string; readonly choose: (id: string) => void }) => {
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
export const ChosenFiles = ({ files, change }: ChosenFilesProps) => {
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
