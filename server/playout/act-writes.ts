/** What acts write: cut-ins, how TVs are set, and a replay; each answers what it changed. */
import { Value } from 'typebox/value'
import type { ActRequest } from '../../protocol/acts.ts'
import type { Replay } from '../../protocol/display.ts'
import type { MediaReference } from '../../protocol/plan-parts.ts'
import { type Airing, AiringKind } from '../../protocol/rundown.ts'
import { duration, type Instant, instant } from '../../protocol/time.ts'
import type { DisplayPatch, DisplayStore } from '../displays/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { type CutInProgramme, type NewCutIn, soonest } from './act-cut-ins.ts'
import type { Changed } from './act-record.ts'
import type { Scope } from './act-scope.ts'

interface ActWritesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly displays: DisplayStore
  readonly media: (ids: readonly string[]) => Promise<readonly MediaReference[]>
}

export const createActWrites = (deps: ActWritesDeps) => {
  const { database, clock, displays } = deps

  /** @throws Failure MEDIA_NOT_READY */
  const programme = async (id: string): Promise<CutInProgramme> => {
    const row = await database.media.findUnique({ where: { id, heldFilm: null } })
    if (row === null || row.state !== 'ready' || row.durationMs === null) throw new Failure('MEDIA_NOT_READY')
    const kind = Value.Check(AiringKind, row.kind) ? row.kind : 'notice'
    return { id, title: row.title, kind, lengthMs: duration((row.outMs ?? row.durationMs) - (row.inMs ?? 0)) }
  }

  const put = async (cutIns: readonly NewCutIn[], actor: string, why: string): Promise<Changed> => {
    const createdAt = new Date(clock.now())
    const rows = cutIns.map(({ series, notice, ...each }) => ({
      ...each,
      id: newId(),
      audience: [...each.audience],
      emergency: each.act === 'emergency',
      ...(series === null ? {} : { series }),
      ...(notice === null ? {} : { notice }),
      start: new Date(each.start),
      end: each.end === null ? null : new Date(each.end),
      createdBy: actor,
      why,
      createdAt,
    }))
    await database.cutIn.createMany({ data: rows })
    return { cutIns: rows.map(({ id }) => id), before: [] }
  }

  const set = async ({ displays: those }: Scope, patch: DisplayPatch): Promise<Changed> => {
    for (const { id } of those) await displays.update(id, patch)
    return {
      cutIns: [],
      before: those.map(({ id, volume, mutedUntil, standby, hidden }) => ({ id, volume, mutedUntil, standby, hidden })),
    }
  }

  /** The wall says who wanted it, as people call them. */
  const hide = async (scope: Scope, until: Instant | null, actor: string): Promise<Changed> => {
    const user = await database.user.findUnique({ where: { name: actor } })
    return set(scope, { hidden: until === null ? null : { until, by: user?.fullName || actor } })
  }

  /** The replay as its TVs are told it; frozen in the as-run at once, so that what they report of it is kept (rule A1). */
  const replay = async (asked: Extract<ActRequest, { type: 'replay' }>, id: string, scope: Scope): Promise<Replay> => {
    const { title } = await programme(asked.mediaId)
    const [media] = await deps.media([asked.mediaId])
    if (media === undefined) throw new Failure('MEDIA_NOT_READY')
    const start = asked.start ?? soonest(clock.now())
    const wanted = { id: `replay.${id}`, title, media, start, fromMs: asked.fromMs, toMs: asked.toMs }
    const planned: Airing = {
      id: wanted.id,
      group: scope.displays[0]?.groupId ?? '',
      start,
      end: instant(start + asked.toMs - asked.fromMs),
      kind: 'listening',
      title,
      mediaId: asked.mediaId,
      offsetMs: asked.fromMs,
      mediaDurationMs: duration(asked.toMs - asked.fromMs),
      slotId: null,
      series: null,
      exam: false,
      emergency: false,
      reasons: [{ code: 'replayed', params: { title } }],
    }
    await database.asRun.create({
      data: {
        airingId: planned.id,
        groupId: planned.group,
        mediaId: planned.mediaId,
        start: new Date(start),
        end: new Date(planned.end),
        planned,
        commanded: { frozen: 'at-start', lateMs: 0 },
        frozenAt: new Date(clock.now()),
      },
    })
    return wanted
  }

  return { programme, put, set, hide, replay }
}
