/** What every page is given: the server, the live connection, who reads, and how the school writes time. */
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { may, type Permission, type User } from '../protocol/account.ts'
import type { Display } from '../protocol/display.ts'
import type { ChangeTopic } from '../protocol/events.ts'
import type { Language } from '../protocol/text.ts'
import { type Instant, instant, type SchoolDate } from '../protocol/time.ts'
import type { Api } from './api.ts'
import { DISPLAYS_KEY, withNews } from './display-news.ts'
import { lastPassed } from './last-passed.ts'
import type { Connection, Live } from './live.ts'
import { createSchoolTime, type SchoolTime } from './school-time.ts'
import { createSeconds, type Seconds } from './seconds.ts'
import type { SettingsAnswer } from './settings-answer.ts'

export interface Panel {
  readonly api: Api
  readonly live: Live
  readonly user: User
  readonly settings: SettingsAnswer
  readonly school: SchoolTime
  readonly seconds: Seconds
  readonly setUser: (user: User) => void
  readonly signOut: () => Promise<void>
}

const Context = createContext<Panel | null>(null)

export const usePanel = (): Panel => {
  const panel = useContext(Context)
  if (panel === null) throw new Error('outside of the panel')
  return panel
}

interface Props extends Omit<Panel, 'school' | 'seconds'> {
  readonly children: ReactNode
}
export const PanelProvider = ({ children, ...given }: Props) => {
  const { api, live, user, settings, setUser, signOut } = given
  const seconds = useMemo(() => createSeconds(live.now), [live])
  const panel = useMemo(
    () => ({ api, live, seconds, user, settings, setUser, signOut, school: createSchoolTime(settings.timeZone) }),
    [api, live, seconds, user, settings, setUser, signOut],
  )
  useLiveQueries(live)
  return <Context value={panel}>{children}</Context>
}

/** A room's history, and a person's, tell all of these; of its TV what there was when it was opened. */
const CHRONICLED = ['faults', 'requests', 'visits', 'duties'] as const satisfies readonly ChangeTopic[]

/** Every query's key begins with the topic that makes it stale. */
const useLiveQueries = (live: Live) => {
  const queries = useQueryClient()
  useEffect(
    () =>
      live.onChanges((changes) => {
        const topics = new Set(changes.map((change) => change.topic))
        for (const topic of topics) queries.invalidateQueries({ queryKey: [topic] })
        // Whether a booking's film fits is told of the film as it is now.
        if (topics.has('media')) queries.invalidateQueries({ queryKey: ['bookings', 'detail'] })
        if (CHRONICLED.some((topic) => topics.has(topic))) queries.invalidateQueries({ queryKey: ['chronicle'] })
        // A device tells its faults and visits.
        if (topics.has('faults') || topics.has('visits')) queries.invalidateQueries({ queryKey: ['equipment'] })
      }),
    [live, queries],
  )
  useEffect(
    () =>
      live.onDisplays((changed) => queries.setQueryData<Display[]>(DISPLAYS_KEY, (held) => withNews(held, changed))),
    [live, queries],
  )
  useEffect(
    () =>
      live.onConnection(() => {
        if (live.connection().state === 'live') queries.invalidateQueries()
      }),
    [live, queries],
  )
}

export const useMay = (permission: Permission): boolean => may(usePanel().user.role, permission)

export const useConnection = (): Connection => {
  const { live } = usePanel()
  return useSyncExternalStore(live.onConnection, live.connection)
}

export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'zh-TW')

/**
 * What `select` makes of the server's whole second, asked anew on each second. A component that reads it is drawn again
 * only when the answer is another one, so the answer is a number, a text or a truth, not an object.
 */
export const useEachSecond = <Answer extends number | string | boolean | null>(
  select: (now: Instant) => Answer,
): Answer => {
  const { live, seconds } = usePanel()
  return useSyncExternalStore(seconds.subscribe, () => select(instant(Math.floor(live.now() / 1000) * 1000)))
}

const itself = (now: Instant) => now
/** The server's whole second; a component that reads it is drawn once a second, on the second. */
export const useSecond = (): Instant => useEachSecond(itself)

/** Today at the school. */
export const useToday = (): SchoolDate => {
  const { school } = usePanel()
  return useEachSecond(school.date)
}

/** The last of these instants that has passed: for what changes at known instants, and not in between. */
export const usePassed = (instants: readonly Instant[]): Instant => useEachSecond((now) => lastPassed(instants, now))
