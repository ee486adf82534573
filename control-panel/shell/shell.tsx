/** The frame of every page: places on the left (below on a phone), the clock on top. */
import {
  ApiOutlined,
  CalendarOutlined,
  CarryOutOutlined,
  FileDoneOutlined,
  FolderOpenOutlined,
  PlaySquareOutlined,
  SettingOutlined,
  SoundOutlined,
} from '@ant-design/icons'
import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Route, Switch, useLocation } from 'wouter'
import type { Permission } from '../../protocol/account.ts'
import { may } from '../../protocol/account.ts'
import { useConnection, useLanguage, usePanel } from '../context.tsx'
import { ActDialog } from '../pages/on-air/act-dialog.tsx'
import type { Asked } from '../pages/on-air/offered.ts'
import { OnAir } from '../pages/on-air/on-air.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Alarm } from './alarm.tsx'
import { Clock } from './clock.tsx'
import { Dialog } from './dialog.tsx'
import { Palette } from './palette.tsx'
import { People } from './people.tsx'
import { Skeleton } from './skeleton.tsx'

type PlaceName = 'onAir' | 'timetable' | 'library' | 'bookings' | 'classroom' | 'displays' | 'asRun' | 'settings'
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
    name: 'bookings',
    path: '/bookings',
    permission: 'bookings.read',
    icon: <CarryOutOutlined />,
    page: lazy(() => import('../pages/bookings/bookings.tsx')),
  },
  {
    name: 'classroom',
    path: '/my-classroom',
    permission: 'classroom.own',
    icon: <SoundOutlined />,
    page: lazy(() => import('../pages/my-classroom/my-classroom.tsx')),
  },
  {
    name: 'displays',
    path: '/displays',
    permission: 'displays.read',
    icon: <ApiOutlined />,
    page: lazy(() => import('../pages/displays/displays.tsx')),
  },
  {
    name: 'asRun',
    path: '/as-run',
    permission: 'asrun.read',
    icon: <FileDoneOutlined />,
    page: lazy(() => import('../pages/as-run/as-run.tsx')),
  },
  {
    name: 'settings',
    path: '/settings',
    permission: 'settings.read',
    icon: <SettingOutlined />,
    page: lazy(() => import('../pages/settings/settings.tsx')),
  },
]

const SeriesPage = lazy(() => import('../pages/library/series.tsx'))
const Programme = lazy(() => import('../pages/library/programme.tsx'))
const Guide = lazy(() => import('../pages/guide/guide.tsx'))

/** A screen in the room: no rail, nothing to press. */
const WALL_MODE = new URLSearchParams(window.location.search).get('wall') === '1'

export const Shell = () => {
  const { t } = useTranslation()
  const { settings, user } = usePanel()
  const language = useLanguage()
  const places = PLACES.filter((place) => may(user.role, place.permission))
  const [keysShown, setKeysShown] = useState(false)
  const named = places.map(({ name, path }) => ({ name: t(`rail.${name}`), path }))
  const [paletteShown, setPaletteShown] = useState(false)
  const [asking, setAsking] = useState<Asked | null>(null)
  usePlaceKeys(places, () => setKeysShown(true))
  usePaletteKey(() => setPaletteShown(true))
  return (
    <div className={WALL_MODE ? 'shell wall-mode' : 'shell'}>
      <button type="button" className="skip" onClick={skipToMain}>
        {t('shell.skip')}
      </button>
      <header className="top">
        <span className="top-name">
          {language === 'en' && settings.schoolNameEn !== '' ? settings.schoolNameEn : settings.schoolName}{' '}
          <span className="faint">Nooncast</span>
        </span>
        <Clock />
        <People />
        <AccountMenu showKeys={() => setKeysShown(true)} />
      </header>
      <nav className="rail" aria-label={t('rail.label')}>
        {places.map((place) => (
          <PlaceLink key={place.path} place={place} />
        ))}
      </nav>
      <main className="page" id="main" tabIndex={-1}>
        <Notices />
        <Alarm />
        <Suspense fallback={<Skeleton rows={6} height={48} />}>
          <Switch>
            {places.map((place) => (
              <Route key={place.path} path={place.path} component={place.page} />
            ))}
            {may(user.role, 'schedule.read') && <Route path="/library/series" component={SeriesPage} />}
            {may(user.role, 'settings.write') && <Route path="/guide" component={Guide} />}
            {may(user.role, 'media.read') && <Route path="/library/:id" component={Programme} />}
            <Route>
              <div className="empty">
                <p>{t('shell.notFound')}</p>
                <Link href="/">{t('shell.home')}</Link>
              </div>
            </Route>
          </Switch>
        </Suspense>
      </main>
      {paletteShown && <Palette places={named} ask={setAsking} onClose={() => setPaletteShown(false)} />}
      {asking !== null && <ActDialog asking={asking} group="" onClose={() => setAsking(null)} />}
      {keysShown && <Keys onClose={() => setKeysShown(false)} />}
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
    <Link
      href={place.path}
      className="rail-link"
      aria-current={at === place.path || (place.path !== '/' && at.startsWith(`${place.path}/`)) ? 'page' : undefined}
    >
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

const usePaletteKey = (open: () => void) => {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [open])
}

const Keys = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Dialog title={t('shell.keys')} onClose={onClose}>
      <p className="faint">{t('shell.keysLead')}</p>
      <dl className="keys">
        <dt>
          <kbd>Alt</kbd> <kbd>1</kbd>–<kbd>7</kbd>
        </dt>
        <dd>{t('shell.keyPlace')}</dd>
        <dt>
          <kbd>Ctrl</kbd> <kbd>K</kbd>
        </dt>
        <dd>{t('shell.keyPalette')}</dd>
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>{t('shell.keySearch')}</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{t('shell.keyHelp')}</dd>
      </dl>
    </Dialog>
  )
}

/** Alt and a digit goes to that place; `/` goes to the page's search; `?` lists the keys. */
const usePlaceKeys = (places: readonly Place[], showKeys: () => void) => {
  const [, go] = useLocation()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (target instanceof HTMLElement && target.closest('input, textarea, select') !== null) return
      const place = event.altKey ? places[Number(event.key) - 1] : undefined
      const search = event.key === '/' ? document.querySelector<HTMLInputElement>('input[type="search"]') : null
      if (place === undefined && search === null && event.key !== '?') return
      event.preventDefault()
      if (place !== undefined) go(place.path)
      else if (search !== null) search.focus()
      else showKeys()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [places, go, showKeys])
}
