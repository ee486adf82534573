/** The frame of every page: places on the left (below on a phone), the clock on top. */
import {
  ApiOutlined,
  CalendarOutlined,
  FolderOpenOutlined,
  PlaySquareOutlined,
  SettingOutlined,
} from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Route, Switch, useLocation } from 'wouter'
import type { Permission } from '../../protocol/account.ts'
import { may } from '../../protocol/account.ts'
import { useConnection, usePanel } from '../context.tsx'
import { useShade } from '../look/shade.tsx'
import { OnAir } from '../pages/on-air/on-air.tsx'
import { Clock } from './clock.tsx'

type PlaceName = 'onAir' | 'timetable' | 'library' | 'displays' | 'settings'
interface Place {
  readonly name: PlaceName
  readonly path: string
  readonly permission: Permission
  readonly icon: ReactNode
  readonly page: ComponentType | LazyExoticComponent<ComponentType>
}
const PLACES: readonly Place[] = [
  { name: 'onAir', path: '/', permission: 'rundown.read', icon: <PlaySquareOutlined />, page: OnAir },
  {
    name: 'timetable',
    path: '/timetable',
    permission: 'schedule.read',
    icon: <CalendarOutlined />,
    page: lazy(() => import('../pages/timetable/timetable.tsx')),
  },
  {
    name: 'library',
    path: '/library',
    permission: 'media.read',
    icon: <FolderOpenOutlined />,
    page: lazy(() => import('../pages/library/library.tsx')),
  },
  {
    name: 'displays',
    path: '/displays',
    permission: 'displays.read',
    icon: <ApiOutlined />,
    page: lazy(() => import('../pages/displays/displays.tsx')),
  },
  {
    name: 'settings',
    path: '/settings',
    permission: 'settings.read',
    icon: <SettingOutlined />,
    page: lazy(() => import('../pages/settings/settings.tsx')),
  },
]

export const Shell = () => {
  const { t } = useTranslation()
  const { settings, user } = usePanel()
  const places = PLACES.filter((place) => may(user.role, place.permission))
  usePlaceKeys(places)
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={skipToMain}>
        {t('shell.skip')}
      </button>
      <header className="top">
        <span className="top-name">
          {settings.schoolName} <span className="faint">Nooncast</span>
        </span>
        <Clock />
        <AccountMenu />
      </header>
      <nav className="rail" aria-label={t('rail.label')}>
        {places.map((place) => (
          <PlaceLink key={place.path} place={place} />
        ))}
      </nav>
      <main className="page" id="main" tabIndex={-1}>
        <Notices />
        <Suspense fallback={<div className="blank" aria-busy="true" />}>
          <Switch>
            {places.map((place) => (
              <Route key={place.path} path={place.path} component={place.page} />
            ))}
            <Route>
              <div className="empty">
                <p>{t('shell.notFound')}</p>
                <Link href="/">{t('shell.home')}</Link>
              </div>
            </Route>
          </Switch>
        </Suspense>
      </main>
    </div>
  )
}

const skipToMain = () => {
  document.getElementById('main')?.focus()
}

const PlaceLink = ({ place }: { readonly place: Place }) => {
  const { t } = useTranslation()
  const [at] = useLocation()
  return (
    <Link href={place.path} className="rail-link" aria-current={at === place.path ? 'page' : undefined}>
      <span aria-hidden="true">{place.icon}</span>
      {t(`rail.${place.name}`)}
    </Link>
  )
}

/** What concerns every page: a lost connection, a rehearsal. */
const Notices = () => {
  const { t } = useTranslation()
  const { school, settings } = usePanel()
  const connection = useConnection()
  return (
    <div aria-live="polite">
      {connection.state === 'lost' && (
        <p className="notice amber">▲ {t('shell.lost', { time: school.time(connection.since) })}</p>
      )}
      {settings.rehearsal && <p className="notice grey">{t('shell.rehearsal')}</p>}
    </div>
  )
}

const AccountMenu = () => {
  const { t, i18n } = useTranslation()
  const { user, signOut } = usePanel()
  const { choice, choose } = useShade()
  const shades = { system: t('shell.shadeSystem'), light: t('shell.shadeLight'), dark: t('shell.shadeDark') } as const
  const items = [
    { key: 'zh-TW', label: '中文', onClick: () => i18n.changeLanguage('zh-TW') },
    { key: 'en', label: 'English', onClick: () => i18n.changeLanguage('en') },
    { key: 'line1', type: 'divider' as const },
    ...(['system', 'light', 'dark'] as const).map((shade) => ({
      key: shade,
      label: shades[shade],
      onClick: () => choose(shade),
    })),
    { key: 'line2', type: 'divider' as const },
    { key: 'out', label: t('shell.signOut'), onClick: () => signOut() },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, selectedKeys: [choice, i18n.language] }}>
      <Button type="text" title={t('shell.account')}>
        {user.fullName || user.name}
      </Button>
    </Dropdown>
  )
}

/** Alt and a digit goes to that place; `/` goes to the page's search. */
const usePlaceKeys = (places: readonly Place[]) => {
  const [, go] = useLocation()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
      const place = event.altKey ? places[Number(event.key) - 1] : undefined
      const search = event.key === '/' ? document.querySelector<HTMLInputElement>('input[type="search"]') : null
      if (place === undefined && search === null) return
      event.preventDefault()
      if (place !== undefined) go(place.path)
      search?.focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [places, go])
}
