/** The frame of every form that asks for an act: for whom, what, why, and the one button that does it. */
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useGroups } from '../../queries.ts'
import { Dialog } from '../../shell/dialog.tsx'

/** What every form is given. */
export interface AskProps {
  /** Empty: the whole school. */
  readonly group: string
  readonly setGroup: (group: string) => void
  readonly onClose: () => void
}

interface Props extends AskProps {
  readonly title: string
  /** The act in the words of its button. */
  readonly label: string
  readonly danger?: boolean
  /** It could not be done now. */
  readonly disabled?: boolean
  readonly send: (fields: FormData, why: string) => void
  readonly children?: ReactNode
}
export const ActForm = (props: Props) => {
  const { title, label, danger = false, disabled = false, group, setGroup, onClose, send, children } = props
  const { t } = useTranslation()
  const groups = useGroups().data ?? []
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    send(fields, String(fields.get('why') ?? '').trim())
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="fields act-form" onSubmit={submit}>
        <label>
          {t('acts.whom')}
          <select value={group} onChange={(event) => setGroup(event.currentTarget.value)}>
            {[{ id: '', name: t('onAir.everyone') }, ...groups].map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {children}
        <Why />
        <button type="submit" className={`button ${danger ? 'danger' : 'primary'}`} disabled={disabled}>
          {label}
        </button>
      </form>
    </Dialog>
  )
}

/** Goes with the act into its list and the audit log; nothing remembers it for the next time. */
export const Why = () => {
  const { t } = useTranslation()
  return (
    <label>
      {t('acts.why')}
      <input name="why" maxLength={200} autoComplete="off" />
    </label>
  )
}
