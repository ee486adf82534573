/**
 * From what is wrong to why: one cause for rooms that have the same trouble together and something in common, one for
 * each of the others (rules W4–W6). Pure.
 */
import type { TextParams } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { TroubleCode } from '../../protocol/trouble.ts'
import type { PatienceOf } from './patience.ts'
import { bestScope, codeOf, neededOf, type Scope, type Site, scopesOf } from './scopes.ts'
import { type Book, isConfirmed, type KnownCause, type Tracked } from './tracking.ts'
import { type TroubleKind, TV_KINDS, type TvKind, tvKey } from './trouble.ts'

export interface Cause {
  /** Stable: the same cause has the same key tomorrow. At most one fault is open for each. */
  readonly key: string
  readonly kind: TroubleKind
  readonly code: TroubleCode
  readonly params: TextParams
  readonly since: Instant
  /** The TVs that it is about at the moment; empty: none. */
  readonly displayIds: readonly string[]
  readonly equipmentId: string | null
  readonly room: string
}

export interface Situation {
  readonly book: Book
  readonly site: Site
  readonly known: readonly KnownCause[]
  readonly patienceOf: PatienceOf
  /** Whether a TV could be judged at the last look. */
  readonly judged: (kind: TvKind, displayId: string) => boolean
}

/** What begins this close together has one beginning: a dead line is noticed within 45 s. */
export const TOGETHER_MS = 2 * 60_000
/** So many rooms are named; more are counted. */
const MOST_NAMED = 40

const scopeOfKey = ({ key, kind }: KnownCause): string => key.slice(kind.length + 1)
const { compare: byName } = new Intl.Collator('zh-TW', { numeric: true })

export const causesOf = (situation: Situation): readonly Cause[] => [
  ...TV_KINDS.flatMap((kind) => tvCauses(situation, kind)),
  ...otherCauses(situation),
]

const otherCauses = ({ book, known, patienceOf }: Situation): readonly Cause[] => {
  const keys = new Set(known.map(({ key }) => key))
  return [...book].flatMap(([key, entry]): Cause[] => {
    const { kind, subject, params, equipmentId = null, room = '' } = entry.trouble
    if (subject.type === 'tv') return []
    const isNews = entry.wellSince === null && isConfirmed(entry, patienceOf(kind))
    if (!isNews && !keys.has(key)) return []
    return [{ key, kind, code: kind, params, since: entry.began, displayIds: [], equipmentId, room }]
  })
}

const tvCauses = (situation: Situation, kind: TvKind): readonly Cause[] => {
  const { site, known, patienceOf } = situation
  const bad = badRooms(situation, kind)
  if (bad.size === 0) return []
  const rooms = site.rooms.filter(({ id }) => bad.has(id) || situation.judged(kind, id))
  const scopes = scopesOf(site, rooms)
  const causes = new Map<string, Cause>()
  const pool = new Map(bad)
  const take = (cause: Cause) => {
    const before = causes.get(cause.key)
    causes.set(cause.key, before === undefined ? cause : joined(before, cause, site))
    for (const id of cause.displayIds) pool.delete(id)
  }
  const mine = known.filter((cause) => cause.kind === kind)
  const single = new Set(mine.map(({ key }) => key))
  for (const cause of mine) {
    const held = heldBy(cause, site, scopes, bad, (id) => single.has(tvKey(kind, id)))
    if (held !== null) take(many(kind, held.scope, held.ids, situation, bad))
  }
  for (const [id, entry] of pool) if (single.has(tvKey(kind, id))) take(one(kind, id, entry, site))
  for (;;) {
    const first = [...pool]
      .filter(([, entry]) => entry.wellSince === null && isConfirmed(entry, patienceOf(kind)))
      .sort(([, a], [, b]) => a.began - b.began)[0]
    if (first === undefined) return [...causes.values()]
    const [firstId, { began }] = first
    const cluster = new Set(
      [...pool].filter(([, each]) => Math.abs(each.began - began) <= TOGETHER_MS).map(([id]) => id),
    )
    const scope = bestScope(scopes, cluster)
    if (scope === null) take(one(kind, firstId, first[1], site))
    else {
      const ids = scope.rooms.map(({ id }) => id).filter((id) => cluster.has(id))
      take(many(kind, scope, ids, situation, bad))
    }
  }
}

/** The rooms with this trouble. */
const badRooms = ({ book, site }: Situation, kind: TvKind): ReadonlyMap<string, Tracked> =>
  new Map(
    site.rooms.flatMap(({ id }) => {
      const entry = book.get(tvKey(kind, id))
      return entry === undefined ? [] : [[id, entry] as const]
    }),
  )

/**
 * What a known case of several rooms still explains; null: too little, it has healed (rule W6). Behind a dead switch nothing
 * can be known, so a room there that goes offline later is its as well.
 */
const heldBy = (
  cause: KnownCause,
  site: Site,
  scopes: readonly Scope[],
  bad: ReadonlyMap<string, Tracked>,
  hasOwnCase: (id: string) => boolean,
): { readonly scope: Scope; readonly ids: readonly string[] } | null => {
  const key = scopeOfKey(cause)
  if (key.startsWith('tv:')) return null
  const scope = scopes.find((each) => each.key === key) ?? vanished(key, cause, site)
  const hidesAll = cause.kind === 'tv-offline' && (scope.type === 'switch' || scope.type === 'all')
  const later = scope.rooms.filter(({ id }) => {
    const entry = bad.get(id)
    return hidesAll && entry !== undefined && entry.began >= cause.since - TOGETHER_MS && !hasOwnCase(id)
  })
  const ids = new Set([...[...cause.members].filter((id) => bad.has(id)), ...later.map(({ id }) => id)])
  return ids.size * 2 <= neededOf(scope) ? null : { scope, ids: [...ids] }
}

/** The floor was renamed, the switch retired: the rooms themselves are what it is about. */
const vanished = (key: string, { members }: KnownCause, site: Site): Scope => ({
  type: 'group',
  key,
  name: key.slice(key.indexOf(':') + 1),
  rooms: site.rooms.filter(({ id }) => members.has(id)),
  equipmentId: null,
})

const one = (kind: TvKind, id: string, { trouble, began }: Tracked, site: Site): Cause => {
  const room = site.rooms.find((each) => each.id === id)
  return {
    ...{ key: tvKey(kind, id), kind, code: kind, since: began, displayIds: [id] },
    params: { room: room?.name ?? '', ...trouble.params },
    equipmentId: room?.equipmentId ?? null,
    room: room?.name ?? '',
  }
}

const many = (
  kind: TvKind,
  scope: Scope,
  displayIds: readonly string[],
  { site }: Situation,
  bad: ReadonlyMap<string, Tracked>,
): Cause => {
  const began = displayIds.flatMap((id) => bad.get(id)?.began ?? [])
  return {
    ...{ key: `${kind} ${scope.key}`, kind, code: codeOf(kind, scope.type), displayIds },
    params: { where: scope.name, count: displayIds.length, of: scope.rooms.length, rooms: listed(displayIds, site) },
    since: instant(Math.min(...began)),
    equipmentId: scope.equipmentId,
    room: scope.name,
  }
}

const listed = (displayIds: readonly string[], site: Site): string => {
  const inside = new Set(displayIds)
  const names = site.rooms.filter(({ id }) => inside.has(id)).map(({ name }) => name)
  const sorted = names.sort(byName)
  return [...sorted.slice(0, MOST_NAMED), ...(sorted.length > MOST_NAMED ? ['…'] : [])].join(' · ')
}

/** More rooms of a cause that is known already. */
const joined = (before: Cause, { displayIds, since }: Cause, site: Site): Cause => {
  const ids = [...new Set([...before.displayIds, ...displayIds])]
  return {
    ...before,
    displayIds: ids,
    since: instant(Math.min(before.since, since)),
    params: { ...before.params, count: ids.length, rooms: listed(ids, site) },
  }
}

/** What stays in the book while it can't be judged: everything that a known cause is about. */
export const heldKeys = (known: readonly KnownCause[]): ReadonlySet<string> =>
  new Set(known.flatMap(({ key, kind, members }) => [key, ...[...members].map((id) => tvKey(kind, id))]))
