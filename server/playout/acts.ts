/** Does what an operator asks: writes the wanted state, publishes it, keeps who did it and what must be confirmed. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Act, type ActRequest, Awaited, type EmergencyRequest, type Refusal } from '../../protocol/acts.ts'
import type { Display, Replay } from '../../protocol/display.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { DisplayCommand } from '../../protocol/events.ts'
import type { MediaReference } from '../../protocol/plan-parts.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Presence } from '../displays/presence.ts'
import type { DisplayStore } from '../displays/store.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { cutInOf, emergencyOf, endsOf, extensionsOf, holdOf, type NewCutIn } from './act-cut-ins.ts'
import { actOf, Changed, patchOf } from './act-record.ts'
import { type Scope, scopeOf, verdictOn } from './act-scope.ts'
import { createActWrites } from './act-writes.ts'
import type { Publisher } from './publisher.ts'

export interface ActsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly displays: DisplayStore
  readonly presence: Presence
  readonly publisher: Pick<Publisher, 'rundownOf' | 'refresh'>
  readonly media: (ids: readonly string[]) => Promise<readonly MediaReference[]>
  readonly audit: ReturnType<typeof audit>
}

type Asked = ActRequest | ({ readonly type: 'emergency' } & EmergencyRequest)

const REFUSED: Readonly<Record<Refusal, ErrorCode>> = {
  exam: 'ACT_EXAM',
  emergency: 'ACT_EMERGENCY',
  'nothing-on': 'ACT_NOTHING_ON',
  held: 'ACT_HELD',
  'nothing-left': 'ACT_NOTHING_LEFT',
  'no-emergency': 'ACT_OVER',
}
const IDENTIFY_SECONDS = 15
/** More than any school has. */
const ALL = 10_000

export type Acts = ReturnType<typeof createActs>

export const createActs = (deps: ActsDeps) => {
  const { database, clock, displays, presence, publisher } = deps
  const { programme, put, set, hide, replay } = createActWrites(deps)

  const scopeFor = async (asked: { groups: readonly string[]; displays: readonly string[] }): Promise<Scope> => {
    const [groups, all] = await Promise.all([displays.groups(), displays.list({ limit: ALL })])
    const known = new Set(groups.map(({ id }) => id))
    if (!asked.groups.every((id) => known.has(id))) throw new Failure('GROUP_MISSING')
    return scopeOf(asked, { groups, displays: all, planOf: publisher.rundownOf, now: clock.now() })
  }

  /** @throws Failure ACT_… when it is not legal in all of the scope; CONFLICT when another airing is on than was seen */
  const legalScope = async (asked: Asked): Promise<Scope> => {
    const groups = asked.type === 'replay' ? [] : asked.groups
    const verdict = verdictOn(
      asked.type,
      await scopeFor({ groups, displays: 'displays' in asked ? asked.displays : [] }),
    )
    if (verdict.type === 'refused') {
      const names = new Map((await displays.groups()).map(({ id, name }) => [id, name]))
      const rooms = verdict.groupIds.map((id) => names.get(id) ?? id).join('、')
      throw new Failure(REFUSED[verdict.why], { rooms })
    }
    const seen = 'airingId' in asked ? asked.airingId : undefined
    if (seen !== undefined && !verdict.scope.groups.some(({ airing }) => airing?.id === seen))
      throw new Failure('CONFLICT')
    return verdict.scope
  }

  const order = async ({ displays: those }: Scope, command: DisplayCommand): Promise<string[]> => {
    const answers = await Promise.allSettled(
      those.map(async ({ id }) => {
        const line = presence.lineOf(id)
        if (line === null) throw new Error('not connected')
        await line.command(command)
        return id
      }),
    )
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  }

  /** Writes what was asked for. `told`: the TVs hear it as a word about themselves rather than in their plan. */
  const write = async (asked: Asked, id: string, actor: string, why: string, scope: Scope): Promise<Written> => {
    const now = clock.now()
    requireTimes(asked, now)
    const cutIns = (list: readonly NewCutIn[]) =>
      put(list, actor, why).then((changed) => ({ by: 'plan' as const, changed }))
    const told = (changed: Changed | Replay) => ({ by: 'word' as const, changed })
    switch (asked.type) {
      case 'cut-in':
        return cutIns([cutInOf(asked, await programme(asked.mediaId), now)])
      case 'hold':
        return cutIns([holdOf(scope.groups, now)])
      case 'end':
        return cutIns(endsOf(scope.groups, now))
      case 'extend':
        return cutIns(extensionsOf(scope.groups, asked.until))
      case 'emergency':
        return cutIns([emergencyOf(asked, asked.mediaId === null ? null : await programme(asked.mediaId), now)])
      case 'replay':
        return told(await replay(asked, id, scope))
      case 'message':
        return told({ cutIns: [], before: [] })
      case 'volume':
        return told(await set(scope, { volume: asked.volume }))
      case 'mute':
        return told(await set(scope, { mutedUntil: asked.until }))
      case 'hide':
        return told(await hide(scope, asked.until, actor))
      case 'standby':
        return told(await set(scope, { standby: asked.on }))
      case 'identify':
        return { by: 'order', answered: await order(scope, { type: 'identify', seconds: IDENTIFY_SECONDS }) }
      case 'reload':
        return { by: 'order', answered: await order(scope, { type: 'reload' }) }
      default:
        return asked satisfies never
    }
  }

  /** After this every TV has been sent what was written; answers what they have to say to it. */
  const tell = async (
    by: Written['by'],
    scope: Pick<Scope, 'displays'>,
    answered: string[] | null,
  ): Promise<Awaited> => {
    const ids = scope.displays.map(({ id }) => id)
    if (by === 'order') return { displays: ids, plan: {}, toldAt: null, answered }
    if (by === 'word') {
      const toldAt = clock.now()
      for (const id of ids) presence.lineOf(id)?.identity()
      deps.changes.publish('displays', ...ids)
      return { displays: ids, plan: {}, toldAt, answered: null }
    }
    await publisher.refresh()
    const groups = new Set(scope.displays.flatMap(({ groupId }) => groupId ?? []))
    const plan = Object.fromEntries([...groups].map((id) => [id, publisher.rundownOf(id)?.version ?? 0]))
    return { displays: ids, plan, toldAt: null, answered: null }
  }

  const perform = async (asked: Asked, actor: string, why: string): Promise<Act> => {
    const scope = await legalScope(asked)
    if (scope.displays.length === 0 && asked.type !== 'emergency' && asked.type !== 'cut-in')
      throw new Failure('ACT_NO_TV')
    const id = newId()
    const at = clock.now()
    const written = await write(asked, id, actor, why, scope)
    const until = untilOf(asked, scope, written)
    const data = {
      id,
      at: new Date(at),
      actor,
      why,
      type: asked.type,
      request: asked satisfies Prisma.InputJsonValue,
      changed: written.by === 'order' ? {} : written.changed,
      awaits: { displays: [], plan: {}, toldAt: null, answered: null },
      until: until === null ? null : new Date(until),
    }
    // Saved before the TVs are told: what they are told about themselves is read from here.
    await database.act.create({ data })
    const awaits = await tell(written.by, await withAsked(id, scope), written.by === 'order' ? written.answered : null)
    const row = await database.act.update({ where: { id }, data: { awaits } })
    await deps.audit(actor, `act.${asked.type}`, id, { why, request: asked, displays: scope.displays.length })
    deps.changes.publish('acts', id)
    return actOf(row, clock.now())
  }

  /** Notes who is meant before they are told, since a TV's own word is read from it. */
  const withAsked = async (id: string, scope: Scope): Promise<Scope> => {
    const ids = scope.displays.map((display) => display.id)
    await database.act.update({
      where: { id },
      data: { awaits: { displays: ids, plan: {}, toldAt: null, answered: null } },
    })
    return scope
  }

  /** The inverse change, within the act's time. @throws Failure NOT_FOUND, ACT_OVER */
  const undo = async (id: string, actor: string): Promise<Act> => {
    const row = await database.act.findUnique({ where: { id } })
    if (row === null) throw new Failure('NOT_FOUND')
    const now = clock.now()
    if (!actOf(row, now).undoable) throw new Failure('ACT_OVER')
    const { displays: ids } = Value.Parse(Awaited, row.awaits)
    const changed = Value.Check(Changed, row.changed) ? row.changed : { cutIns: [], before: [] }
    const end = new Date(now)
    await database.cutIn.updateMany({ where: { id: { in: changed.cutIns }, start: { lte: end } }, data: { end } })
    await database.cutIn.deleteMany({ where: { id: { in: changed.cutIns }, start: { gt: end } } })
    for (const { id: displayId, ...before } of changed.before)
      await displays.update(displayId, patchOf(row.type, before))
    await database.act.update({ where: { id }, data: { undoneAt: end, undoneBy: actor } })
    const those = await displays.byIds(ids)
    const awaits = await tell(changed.cutIns.length > 0 ? 'plan' : 'word', { displays: those }, null)
    const after = await database.act.update({ where: { id }, data: { awaits } })
    await deps.audit(actor, 'act.undo', id, { type: row.type })
    deps.changes.publish('acts', id)
    return actOf(after, clock.now())
  }

  return {
    perform,
    undo,
    /** What was done since an instant and what still lasts, newest first. */
    list: async (since: Instant): Promise<readonly Act[]> => {
      const now = new Date(clock.now())
      const rows = await database.act.findMany({
        where: {
          OR: [
            { at: { gte: new Date(since) } },
            { until: { gt: now } },
            { until: null, type: { in: ['hold', 'emergency'] }, undoneAt: null },
          ],
        },
        orderBy: [{ at: 'desc' }, { id: 'asc' }],
        take: 200,
      })
      return rows.map((row) => actOf(row, clock.now()))
    },
    /** Null: there is no such act. */
    typeOf: async (id: string): Promise<string | null> =>
      (await database.act.findUnique({ where: { id }, select: { type: true } }))?.type ?? null,
    displaysFor: (awaits: Awaited): Promise<readonly Display[]> => displays.byIds(awaits.displays),
  }
}

type Written =
  | { readonly by: 'plan' | 'word'; readonly changed: Changed | Replay }
  | { readonly by: 'order'; readonly answered: string[] }

/** @throws Failure ACT_TIME_WRONG */
const requireTimes = (asked: Asked, now: Instant): void => {
  const start = asked.type === 'cut-in' || asked.type === 'replay' ? asked.start : null
  const end = 'until' in asked ? asked.until : asked.type === 'cut-in' ? asked.end : null
  const wrong =
    (start !== null && start < now) ||
    (end !== null && end <= (start ?? now)) ||
    (asked.type === 'replay' && asked.toMs <= asked.fromMs)
  if (wrong) throw new Failure('ACT_TIME_WRONG')
}

const untilOf = (asked: Asked, scope: Scope, written: Written): Instant | null => {
  switch (asked.type) {
    case 'end':
      return instant(Math.max(...scope.groups.map(({ airing }) => airing?.end ?? 0)))
    case 'extend':
    case 'message':
    case 'mute':
    case 'hide':
      return asked.until
    case 'replay':
      return 'changed' in written && 'start' in written.changed
        ? instant(written.changed.start + asked.toMs - asked.fromMs)
        : null
    case 'cut-in':
      return asked.end
    default:
      return null
  }
}
