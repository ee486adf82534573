/** Accounts: who may come in, and as what. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Role, User } from '../../../protocol/account.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'

const ROLES = Role.anyOf.map((role) => role.const)

export const Users = () => {
  const { t } = useTranslation()
  const { api, user: me } = usePanel()
  const { done, attempt } = useNotices()
  const [asking, setAsking] = useState<User | null>(null)
  const users = useQuery({
    queryKey: ['users'],
    queryFn: async () => (await api.get('/api/users', pageOf(User))).items,
  })
  if (users.isError && users.data === undefined) return <Failed error={users.error} retry={() => users.refetch()} />
  const change = (user: User, role: string) =>
    attempt(async () => {
      await api.send('PATCH', `/api/users/${user.id}`, User, { role })
      await users.refetch()
      done(t('act.saved'))
    })
  const disable = (user: User) =>
    attempt(async () => {
      await api.act('DELETE', `/api/users/${user.id}`)
      await users.refetch()
      done(t('settings.disabled', { name: user.name }))
    })
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = Object.fromEntries(new FormData(form))
    await attempt(async () => {
      const made = await api.send('POST', '/api/users', User, fields)
      form.reset()
      await users.refetch()
      done(t('settings.userAdded', { name: made.name }))
    })
  }
  const roles = ROLES.map((role) => (
    <option key={role} value={role}>
      {t(`settings.roles.${role}`)}
    </option>
  ))
  return (
    <section className="panel-card">
      <h2>{t('settings.users')}</h2>
      {users.data === undefined && <Skeleton rows={3} height={48} />}
      <ul className="rows">
        {users.data?.map((user) => (
          <li key={user.id}>
            <span className="grow">
              <b>{user.fullName || user.name}</b> <span className="faint">{user.name}</span>
            </span>
            {user.id === me.id ? (
              <span className="faint">
                {t(`settings.roles.${user.role}`)} · {t('settings.you')}
              </span>
            ) : (
              <>
                <select
                  aria-label={`${t('settings.role')} ${user.name}`}
                  value={user.role}
                  onChange={(event) => change(user, event.currentTarget.value)}
                >
                  {roles}
                </select>
                <button type="button" className="button small" onClick={() => setAsking(user)}>
                  {t('settings.disable')}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('settings.newUser')}</summary>
        <form className="fields row" onSubmit={add}>
          <div>
            <label htmlFor="user-name">{t('door.name')}</label>
            <input id="user-name" name="name" required maxLength={80} pattern="\S+" autoComplete="off" />
          </div>
          <div>
            <label htmlFor="user-full">{t('settings.fullName')}</label>
            <input id="user-full" name="fullName" maxLength={80} autoComplete="off" />
          </div>
          <div>
            <label htmlFor="user-password">{t('settings.newPassword')}</label>
            <input
              id="user-password"
              name="password"
              type="password"
              required
              minLength={8}
              autoComplete="new-password"
            />
          </div>
          <div>
            <label htmlFor="user-role">{t('settings.role')}</label>
            <select id="user-role" name="role" defaultValue="teacher">
              {roles}
            </select>
          </div>
          <button type="submit" className="button primary">
            {t('act.add')}
          </button>
        </form>
      </details>
      {asking !== null && (
        <Dialog
          title={t('settings.disable')}
          onClose={() => setAsking(null)}
          act={{ label: t('settings.disable'), run: () => disable(asking) }}
        >
          <p>{t('settings.disableAsk', { name: asking.fullName || asking.name })}</p>
        </Dialog>
      )}
    </section>
  )
}
