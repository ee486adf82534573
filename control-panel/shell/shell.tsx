/** The frame of every page: places on the left (below on a phone), the clock on top. */
import { Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Route, Switch, useLocation } from 'wouter'
import { may } from '../../protocol/account.ts'
import { useConnection, useLanguage, usePanel } from '../context.tsx'
import { ActDialog } from '../pages/on-air/act-dialog.tsx'
import type { Asked } from '../pages/on-air/offered.ts'
import { RailFaults } from '../room-faults/room-faults.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Alarm } from './alarm.tsx'
import { Clock } from './clock.tsx'
import { Dialog } from './dialog.tsx'
import { Palette } from './palette.tsx'
import { People } from './people.tsx'
import { DETAILS, isUnder, type Place, placesOf } from './places.tsx'
import { Skeleton } from './skeleton.tsx'

/** A screen in the room: no rail, nothing to press. */
const WALL_MODE = new URLSearchParams(window.location.search).get('wall') === '1'

export const Shell = () => {
  const { t } = useTranslation()
  const { settings, user } = usePanel()
  const language = useLanguage()
  const places = useMemo(() => placesOf(user.role), [user.role])
  const [keysShown, setKeysShown] = useState(false)
  const named = places.flatMap(({ name, tabs }) =>
    tabs.map((tab) => ({ name: t(tab.name === undefined ? `rail.${name}` : `rail.tab.${tab.name}`), path: tab.path })),
  )
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
          <PlaceLink key={place.name} place={place} />
        ))}
      </nav>
      <main className="page" id="main" tabIndex={-1}>
        <Notices />
        <Alarm />
        <Tabs places={places} />
        <Suspense fallback={<Skeleton rows={6} height={48} />}>
          <Switch>
            {places
              .flatMap(({ tabs }) => tabs)
              .map(({ path, page }) => (
                <Route key={path} path={path} component={page} />
              ))}
            {DETAILS.filter(({ permission }) => may(user.role, permission)).map(({ path, page }) => (
              <Route key={path} path={path} component={page} />
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
      {paletteShown && <Palette places={named} ask={setAsking} onClose={() => setPaletteShown(false)} />}
      {asking !== null && <ActDialog asking={asking} group="" onClose={() => setAsking(null)} />}
      {keysShown && <Keys places={places.length} onClose={() => setKeysShown(false)} />}
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
      aria-current={place.tabs.some(({ path }) => isUnder(at, path)) ? 'page' : undefined}
    >
      <span aria-hidden="true">{place.icon}</span>
      {t(`rail.${place.name}`)}
      {place.name === 'equipment' && <RailFaults />}
    </Link>
  )
}

/** The pages of the place that is looked at, when there are several. */
const Tabs = ({ places }: { readonly places: readonly Place[] }) => {
  const { t } = useTranslation()
  const [at] = useLocation()
  const place = places.find(({ tabs }) => tabs.some(({ path }) => isUnder(at, path)))
  if (place === undefined || place.tabs.length < 2) return null
  return (
    <nav className="tabs" aria-label={t(`rail.${place.name}`)}>
      {place.tabs.map(({ name, path }) => (
        <Link key={path} href={path} aria-current={isUnder(at, path) ? 'page' : undefined}>
          {t(name === undefined ? `rail.${place.name}` : `rail.tab.${name}`)}
        </Link>
      ))}
    </nav>
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
    window.addEventListener('nooncast:palette', open)
    return () => {
      window.removeEventListener('keydown', press)
      window.removeEventListener('nooncast:palette', open)
    }
  }, [open])
}

const Keys = ({ places, onClose }: { readonly places: number; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Dialog title={t('shell.keys')} onClose={onClose}>
      <p className="faint">{t('shell.keysLead')}</p>
      <dl className="keys">
        <dt>
          <kbd>Alt</kbd> <kbd>1</kbd>–<kbd>{places}</kbd>
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
