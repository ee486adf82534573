/** Does what an operator asks: writes the wanted state, publishes it, keeps who did it and what must be confirmed. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Act, AskedAct, Awaited, type SkipRequest } from '../../protocol/acts.ts'
import type { Display, Replay } from '../../protocol/display.ts'
import type { MediaReference } from '../../protocol/plan-parts.ts'
import type { Instant, Window } from '../../protocol/time.ts'
import type { DisplayStore } from '../displays/store.ts'
import type { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import type { ScheduleInputs } from '../schedule/inputs.ts'
import type { Shared } from '../schedule/rundown-difference.ts'
import { cutInOf, emergencyOf, endsOf, extensionsOf, holdOf, type NewCutIn } from './act-cut-ins.ts'
import { type ActLegalityDeps, createActLegality } from './act-legality.ts'
import { actOf, Changed, patchOf } from './act-record.ts'
import type { Scope } from './act-scope.ts'
import { skipsOf } from './act-skip.ts'
import { type ActTellingDeps, createActTelling } from './act-telling.ts'
import { lastEnd, requireTimes, wordUntil } from './act-times.ts'
import { createActWrites } from './act-writes.ts'
import { insteadOf, timeOf } from './skip-effect.ts'

export interface ActsDeps extends ActLegalityDeps, ActTellingDeps {
  readonly database: Database
  readonly displays: DisplayStore
  readonly publisher: ActLegalityDeps['publisher'] & ActTellingDeps['publisher']
  readonly inputs: (window: Window) => Promise<ScheduleInputs>
  readonly media: (ids: readonly string[]) => Promise<readonly MediaReference[]>
  readonly audit: ReturnType<typeof audit>
}

const IDENTIFY_SECONDS = 15

export type Acts = ReturnType<typeof createActs>

export const createActs = (deps: ActsDeps) => {
  const { database, clock, displays } = deps
  const { programme, put, set, hide, replay } = createActWrites(deps)
  const { legalScope, turns } = createActLegality(deps)
  const { order, tell } = createActTelling(deps)

  const skips = (asked: SkipRequest, { groups }: Scope) =>
    skipsOf(
      turns(
        asked.airingId,
        groups.map(({ groupId }) => groupId),
      ),
    )

  /** Writes what was asked for. `told`: the TVs hear it as a word about themselves rather than in their plan. */
  const write = async (asked: AskedAct, id: string, actor: string, why: string, scope: Scope): Promise<Written> => {
    const now = clock.now()
    requireTimes(asked, now)
    const cutIns = (list: readonly NewCutIn[]) =>
      put(list, actor, why).then((changed) => ({ by: 'plan' as const, changed, until: lastEnd(list) }))
    const told = (changed: Changed | Replay) => ({ by: 'word' as const, changed, until: wordUntil(asked, changed) })
    switch (asked.type) {
      case 'cut-in':
        return cutIns([cutInOf(asked, await programme(asked.mediaId), now)])
      case 'hold':
        return cutIns([holdOf(scope.groups, now, asked.until ?? null)])
      case 'skip':
        return cutIns(skips(asked, scope))
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

  const perform = async (asked: AskedAct, actor: string, why: string): Promise<Act> => {
    const scope = await legalScope(asked)
    if (scope.displays.length === 0 && asked.type !== 'emergency' && asked.type !== 'cut-in')
      throw new Failure('ACT_NO_TV')
    const id = newId()
    const at = clock.now()
    const written = await write(asked, id, actor, why, scope)
    const until = written.by === 'order' ? null : written.until
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
    /** What was asked for; null: there is no such act, or one of another version. */
    askedIn: async (id: string): Promise<AskedAct | null> => {
      const row = await database.act.findUnique({ where: { id }, select: { type: true, request: true } })
      if (row === null) return null
      return Value.Check(AskedAct, row.request) ? row.request : null
    },
    /** What would air instead of what a skip takes. @throws Failure as the skip would */
    instead: async (asked: SkipRequest): Promise<readonly Shared[]> => {
      const taken = skips(asked, await legalScope(asked))
      const time = timeOf(taken)
      return time === null ? [] : insteadOf(await deps.inputs(time), taken, clock.now())
    },
    displaysFor: (awaits: Awaited): Promise<readonly Display[]> => displays.byIds(awaits.displays),
  }
}

type Written =
  | { readonly by: 'plan' | 'word'; readonly changed: Changed | Replay; readonly until: Instant | null }
  | { readonly by: 'order'; readonly answered: string[] }
