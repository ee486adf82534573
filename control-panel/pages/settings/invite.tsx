/** A new account; its holder chooses the password. */
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AccountWithLink } from '../../../protocol/account.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

interface Props {
  /** The options of the role. */
  readonly roles: ReactNode
  readonly onMade: (made: AccountWithLink) => void
}
export const Invite = ({ roles, onMade }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const invite = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const { email, ...fields } = Object.fromEntries(new FormData(form))
    await attempt(async () => {
      const body = { ...fields, email: email === '' ? null : email }
      const made = await api.send('POST', '/api/invitations', AccountWithLink, body)
      form.reset()
      onMade(made)
    })
  }
  return (
    <details>
      <summary>{t('people.invite')}</summary>
      <p className="faint">{t('people.inviteLead')}</p>
      <form className="fields row" onSubmit={invite}>
        <div>
          <label htmlFor="invite-name">{t('door.name')}</label>
          <input id="invite-name" name="name" required maxLength={80} pattern="\S+" autoComplete="off" />
        </div>
        <div>
          <label htmlFor="invite-full">{t('settings.fullName')}</label>
          <input id="invite-full" name="fullName" maxLength={80} autoComplete="off" />
        </div>
        <div>
          <label htmlFor="invite-email">{t('people.email')}</label>
          <input id="invite-email" name="email" type="email" maxLength={254} autoComplete="off" />
        </div>
        <div>
          <label htmlFor="invite-subject">{t('people.subject')}</label>
          <input id="invite-subject" name="subject" maxLength={80} autoComplete="off" />
        </div>
        <div>
          <label htmlFor="invite-role">{t('settings.role')}</label>
          <select id="invite-role" name="role" defaultValue="teacher">
            {roles}
          </select>
        </div>
        <button type="submit" className="button primary">
          {t('people.makeLink')}
        </button>
      </form>
    </details>
  )
}
