/** A school whose TVs go off and on, for tests: looks, the book, causes and cases without a database. */
import { isFaultOpen } from '../../protocol/fault.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { type Cause, causesOf, heldKeys } from './causes.ts'
import { patienceWith } from './patience.ts'
import type { Room, Site } from './scopes.ts'
import { type Case, knownOf, type Step, stepsOf } from './steps.ts'
import { type Book, tracked } from './tracking.ts'
import { type Trouble, type TvKind, tvKey } from './trouble.ts'

export const MINUTE = 60_000
export const OFFLINE_MINUTES = 10

/** Two floors of ten rooms in one building, one switch for each floor, and a second building of four rooms. */
export const site: Site = {
  schoolName: '臺中一中',
  rooms: ['A/1', 'A/2', 'B/1'].flatMap((place, index) => {
    const [building = '', floor = ''] = place.split('/')
    return Array.from({ length: building === 'A' ? 10 : 4 }, (_, number): Room => {
      const name = `${index + 1}${String(number + 1).padStart(2, '0')}`
      const groups = [`grade-${(number % 2) + 1}`, 'school']
      const switches = building === 'A' ? [`switch-${floor}`, 'switch-main'] : []
      return { id: name, name, building, floor, groups, switches, equipmentId: null }
    })
  }),
  groups: new Map([
    ['grade-1', '一年級'],
    ['grade-2', '二年級'],
    ['school', '全校'],
  ]),
  switches: new Map([
    ['switch-1', { name: 'SW-1', room: '' }],
    ['switch-2', { name: 'SW-2', room: '' }],
    ['switch-main', { name: 'SW-main', room: '' }],
  ]),
}
export const roomsOf = (prefix: string): readonly string[] =>
  site.rooms.map(({ id }) => id).filter((id) => id.startsWith(prefix))

export interface Simulation {
  now(): Instant
  /** These are off from now on. */
  off(...ids: readonly string[]): void
  on(...ids: readonly string[]): void
  /** From now on it can't be told whether a TV is off. */
  watched(watched: boolean): void
  /** Looks every fifteen seconds for so long; or every so many minutes. */
  pass(minutes: number, every?: number): void
  /** As when the server comes up again: the book is empty. */
  restart(): void
  cases(): readonly Case[]
  open(): readonly Case[]
  causes(): readonly Cause[]
  /** A person does something to a fault. */
  person(faultId: string, patch: Partial<Case>): void
  steps(): readonly Step[]
}

export const simulation = (kind: TvKind = 'tv-offline', school: Site = site): Simulation => {
  let now = 1_000 * MINUTE
  let isWatched = true
  let watchedFrom = 0
  let book: Book = new Map()
  let cases: readonly Case[] = []
  let causes: readonly Cause[] = []
  let steps: Step[] = []
  const offSince = new Map<string, number>()
  const patienceOf = patienceWith(OFFLINE_MINUTES)

  const look = (): void => {
    const at = instant(now)
    const troubles = [...offSince].map(
      ([id, since]): Trouble => ({
        ...{ kind, subject: { type: 'tv', id }, since: instant(Math.max(since, watchedFrom)), params: {} },
        room: school.rooms.find((room) => room.id === id)?.name ?? id,
      }),
    )
    const unjudged = new Set(isWatched ? [] : [...offSince.keys()].map((id) => tvKey(kind, id)))
    const known = knownOf(cases)
    book = tracked(book, { troubles: isWatched ? troubles : [], unjudged }, heldKeys(known), patienceOf, at)
    const judged = (_: TvKind, id: string) => !unjudged.has(tvKey(kind, id))
    causes = causesOf({ book, site: school, known, patienceOf, judged })
    const done = stepsOf(cases, causes, at, { severityOf: () => 'high', reopenMs: 14 * 24 * 60 * MINUTE })
    steps.push(...done)
    for (const step of done) cases = after(cases, step, at)
  }
  return {
    now: () => instant(now),
    off: (...ids) => {
      for (const id of ids) offSince.set(id, offSince.get(id) ?? now)
    },
    on: (...ids) => {
      for (const id of ids) offSince.delete(id)
    },
    watched: (watched) => {
      if (watched && !isWatched) watchedFrom = now
      isWatched = watched
    },
    pass: (minutes, every = 0.25) => {
      for (let turn = 0; turn < minutes / every; turn++) {
        now += MINUTE * every
        look()
      }
    },
    restart: () => {
      book = new Map()
    },
    cases: () => cases,
    open: () => cases.filter(({ state }) => isFaultOpen(state)),
    causes: () => causes,
    person: (faultId, patch) => {
      cases = cases.map((each) => (each.faultId === faultId ? { ...each, ...patch } : each))
    },
    steps: () => {
      const told = steps
      steps = []
      return told
    },
  }
}

/** What a step makes of the cases, as the database would have it. */
const after = (cases: readonly Case[], step: Step, now: Instant): readonly Case[] => {
  const change = (faultId: string, patch: (before: Case) => Partial<Case>) =>
    cases.map((each) => (each.faultId === faultId ? { ...each, ...patch(each) } : each))
  switch (step.type) {
    case 'open': {
      const { key, kind, since, displayIds, code, params } = step.cause
      const fresh: Case = {
        ...{ key, kind, since, members: new Set(displayIds), back: new Set(), seen: { code, params: { ...params } } },
        ...{ faultId: `${cases.length + 1}`, state: 'reported', severity: step.severity },
        ...{ healedAt: null, closedAt: null, goneAt: null, lapsed: false },
      }
      return [...cases, fresh]
    }
    case 'return':
      return change(step.faultId, () => ({ healedAt: null }))
    case 'reopen':
      return change(step.faultId, () => ({
        state: 'triaged',
        healedAt: null,
        closedAt: null,
        goneAt: null,
        lapsed: false,
      }))
    case 'reassess':
      return change(step.faultId, () => ({ severity: step.severity }))
    case 'rooms':
      return change(step.faultId, ({ members, back }) => ({
        members: new Set([...members, ...step.joined]),
        back: new Set([...[...back].filter((id) => !step.joined.includes(id)), ...step.back]),
      }))
    case 'heal':
      return change(step.faultId, ({ members }) => ({ healedAt: now, back: new Set(members) }))
    case 'lapse':
      return change(step.faultId, () => ({ state: 'closed', closedAt: now, goneAt: now, lapsed: true }))
    case 'gone':
      return change(step.faultId, () => ({ goneAt: now }))
    default:
      return step satisfies never
  }
}
