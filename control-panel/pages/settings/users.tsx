/** Accounts: who may come in, and as what. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Account, MadeLink, Role } from '../../../protocol/account.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { officeName } from '../slips/slip-looks.ts'
import { AccountLink } from './account-link.tsx'
import { Invite } from './invite.tsx'
import { PeopleImport } from './people-import.tsx'
import { useSaveSettings } from './save-settings.ts'

const ROLES = Role.anyOf.map((role) => role.const)

interface Shown {
  readonly link: MadeLink
  readonly name: string
}

export const Users = () => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const saveSettings = useSaveSettings()
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState<Shown | null>(null)
  const users = useQuery({
    queryKey: ['users', search],
    queryFn: async () => (await api.get(address('/api/users', { q: search }), pageOf(Account))).items,
    placeholderData: (previous) => previous,
  })
  if (users.isError && users.data === undefined) return <Failed error={users.error} retry={() => users.refetch()} />
  const roles = ROLES.map((role) => (
    <option key={role} value={role}>
      {t(`settings.roles.${role}`)}
    </option>
  ))
  return (
    <section className="panel-card">
      <h2>{t('settings.users')}</h2>
      <input
        type="search"
        aria-label={t('act.search')}
        placeholder={t('people.search')}
        maxLength={100}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {users.data === undefined && <Skeleton rows={3} height={48} />}
      <ul className="rows">
        {users.data?.map((account) => (
          <AccountRow key={account.id} account={account} roles={roles} onLink={setShown} />
        ))}
      </ul>
      {users.data?.length === 0 && <p className="faint">{t('people.nobody')}</p>}
      <Invite
        roles={roles}
        onMade={({ account, link }) => setShown({ link, name: account.fullName || account.name })}
      />
      <PeopleImport />
      <p>
        <label>
          <input
            type="checkbox"
            checked={settings.secondFactorForAdmins}
            onChange={(event) => saveSettings({ secondFactorForAdmins: event.currentTarget.checked })}
          />{' '}
          {t('secondStep.demand')}
        </label>
        <br />
        <span className="faint">{t('secondStep.demandHint')}</span>
      </p>
      {shown !== null && <AccountLink {...shown} onClose={() => setShown(null)} />}
    </section>
  )
}

interface RowProps {
  readonly account: Account
  readonly roles: ReactNode
  readonly onLink: (shown: Shown) => void
}
const AccountRow = ({ account, roles, onLink }: RowProps) => {
  const { t } = useTranslation()
  const { api, settings, user: me } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const path = `/api/users/${account.id}`
  const name = account.fullName || account.name
  const change = (role: string) =>
    attempt(async () => {
      const before = account.role
      await api.send('PATCH', path, Account, { role })
      done(t('act.saved'), {
        label: t('act.undo'),
        run: () => attempt(() => api.act('PATCH', path, { role: before })),
      })
    })
  const changeOffice = (office: string) =>
    attempt(async () => {
      const before = account.office
      await api.send('PATCH', path, Account, { office })
      done(t('act.saved'), {
        label: t('act.undo'),
        run: () => attempt(() => api.act('PATCH', path, { office: before })),
      })
    })
  const enable = () => attempt(() => api.act('POST', `${path}/enable`))
  const disable = () =>
    attempt(async () => {
      await api.act('DELETE', path)
      done(t('settings.disabled', { name }), { label: t('act.undo'), run: enable })
    })
  const makeLink = () => attempt(async () => onLink({ link: await api.send('POST', `${path}/link`, MadeLink), name }))
  const withdraw = () =>
    attempt(async () => {
      await api.act('DELETE', `${path}/link`)
      done(t('people.withdrawn', { name }))
    })
  const [asked, setAsked] = useState(false)
  const takeOff = () =>
    attempt(async () => {
      await api.act('DELETE', `${path}/second-factor`)
      done(t('secondStep.takenOff', { name }))
    })
  return (
    <li>
      <span className="grow">
        <b>{name}</b>{' '}
        <span className="faint">{[account.name, account.subject, account.email].filter(Boolean).join(' · ')}</span>
      </span>
      {account.state !== 'active' && (
        <span className={`chip ${account.state === 'invited' ? 'amber' : 'grey'}`}>
          {account.state === 'invited' && account.link === null
            ? t('people.state.stale')
            : t(`people.state.${account.state}`)}
        </span>
      )}
      {account.secondFactor && <span className="chip grey">{t('secondStep.mark')}</span>}
      {account.state !== 'disabled' && settings.countersigners.length > 0 && (
        <select
          aria-label={`${t('slip.ofOffice')} ${account.name}`}
          value={account.office}
          onChange={(event) => changeOffice(event.currentTarget.value)}
        >
          <option value="">{t('slip.noOffice')}</option>
          {settings.countersigners.map((office) => (
            <option key={office.id} value={office.id}>
              {t('slip.ofOffice')} {officeName(office, language)}
            </option>
          ))}
        </select>
      )}
      {account.id === me.id ? (
        <span className="faint">
          {t(`settings.roles.${account.role}`)} · {t('settings.you')}
        </span>
      ) : account.state === 'disabled' ? (
        <button type="button" className="button small" aria-label={`${t('people.enable')} ${name}`} onClick={enable}>
          {t('people.enable')}
        </button>
      ) : (
        <>
          <select
            aria-label={`${t('settings.role')} ${account.name}`}
            value={account.role}
            onChange={(event) => change(event.currentTarget.value)}
          >
            {roles}
          </select>
          {account.link !== null && (
            <button
              type="button"
              className="button small"
              aria-label={`${t('people.withdraw')} ${name}`}
              onClick={withdraw}
            >
              {t('people.withdraw')}
            </button>
          )}
          <button
            type="button"
            className="button small"
            aria-label={`${t('people.newLink')} ${name}`}
            onClick={makeLink}
          >
            {t('people.newLink')}
          </button>
          {account.secondFactor && (
            <button
              type="button"
              className="button small"
              aria-label={`${t('secondStep.takeOff')} ${name}`}
              onClick={() => setAsked(true)}
            >
              {t('secondStep.takeOff')}
            </button>
          )}
          <button
            type="button"
            className="button small"
            aria-label={`${t('settings.disable')} ${name}`}
            onClick={disable}
          >
            {t('settings.disable')}
          </button>
        </>
      )}
      {asked && (
        <Dialog
          title={t('secondStep.takeOff')}
          onClose={() => setAsked(false)}
          act={{ label: t('secondStep.takeOff'), run: takeOff }}
        >
          <p>{t('secondStep.takeOffLead', { name })}</p>
        </Dialog>
      )}
    </li>
  )
}
