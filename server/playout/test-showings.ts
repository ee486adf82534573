/**
 * Test pictures that were asked for: each is kept, one per TV, and shown when its clip and the TV are there. What waits
 * survives a restart; what became of it is said for ten minutes.
 */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Act } from '../../protocol/acts.ts'
import type { DisplayStatus } from '../../protocol/display.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { Media } from '../../protocol/media.ts'
import { TEST_SHOWN_MS, type TestShowing, type TestShowingState } from '../../protocol/test-showing.ts'
import type { Language, TextParams } from '../../protocol/text.ts'
import { duration, type Instant, instant } from '../../protocol/time.ts'
import type { TestPicture } from '../media/test-picture.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { errorAnswer, Failure } from '../platform/failure.ts'
import { createTurns } from '../platform/turns.ts'
import type { Acts } from './acts.ts'
import { nextOfWish, TestWish, WAIT_AT_MOST_MS } from './test-showing.ts'

export interface TestShowingsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  /** Drawn when first asked for; `known`: its id if it is there. */
  readonly testPicture: {
    (language: Language): Promise<Pick<Media, 'id'>>
    readonly known: TestPicture['known']
  }
  readonly media: (id: string, language: Language) => Promise<Pick<Media, 'state' | 'archivedAt'> | null>
  readonly displays: {
    byIds(ids: readonly string[]): Promise<readonly { readonly status: Pick<DisplayStatus, 'state'> }[]>
  }
  readonly acts: { perform(...asked: Parameters<Acts['perform']>): Promise<Pick<Act, 'id'>> }
  readonly log: { error(details: object, message: string): void }
}

export type TestShowings = ReturnType<typeof createTestShowings>

type Outcome =
  | { readonly type: 'sent'; readonly actId: string; readonly at: Instant }
  | { readonly type: 'ended'; readonly code: ErrorCode; readonly params: TextParams; readonly at: Instant }

const KEPT_AS = 'server.test-showings'
const LOOK_EVERY_MS = 2000

export const createTestShowings = (deps: TestShowingsDeps) => {
  const { clock, changes, log } = deps
  const outcomes = new Map<string, Outcome & { readonly askedBy: string }>()
  const oneAtATime = createTurns(1)
  const wishes = createWishes(deps)
  let stopped = false
  let drawing: Promise<void> | null = null

  const end = async (wish: TestWish, outcome: Outcome): Promise<void> => {
    await wishes.put(wish.displayId, null)
    outcomes.set(wish.displayId, { ...outcome, askedBy: wish.askedBy })
    changes.publish('acts', wish.displayId)
  }
  const failed = (wish: TestWish, error: unknown): Promise<void> => {
    const at = clock.now()
    if (error instanceof Failure) return end(wish, { type: 'ended', code: error.code, params: error.params, at })
    log.error({ err: error, displayId: wish.displayId }, 'the test picture could not be shown')
    return end(wish, { type: 'ended', code: 'TEST_PICTURE_FAILED', params: {}, at })
  }

  const show = async (wish: TestWish, mediaId: string): Promise<void> => {
    const request = {
      ...{ type: 'replay' as const, displays: [wish.displayId], mediaId, start: null },
      ...{ fromMs: duration(0), toMs: duration(TEST_SHOWN_MS) },
    }
    try {
      const { id } = await deps.acts.perform(request, wish.askedBy, '')
      await end(wish, { type: 'sent', actId: id, at: clock.now() })
    } catch (error) {
      await failed(wish, error)
    }
  }

  /** Drawn beside the looks, which go on: it takes seconds, and whoever asked may think better of it. */
  const draw = (): void => {
    if (drawing !== null) return
    const drawn = async (): Promise<void> => {
      const outcome = await deps.testPicture('en').catch((error: unknown) => ({ error }))
      if (stopped) return
      await oneAtATime(async () => {
        const undrawn = (await wishes.list()).filter(({ mediaId }) => mediaId === null)
        for (const wish of undrawn)
          await ('error' in outcome
            ? failed(wish, outcome.error)
            : wishes.put(wish.displayId, { ...wish, mediaId: outcome.id }))
      })
    }
    drawing = drawn()
      .catch((error: unknown) => log.error({ err: error }, 'the test picture could not be noted'))
      .finally(() => {
        drawing = null
        look()
      })
  }

  const standing = async (wish: TestWish) => {
    const [display] = await deps.displays.byIds([wish.displayId])
    const clip = wish.mediaId === null ? null : await deps.media(wish.mediaId, 'en')
    return nextOfWish(wish, clip, display?.status.state === 'online', clock.now())
  }
  const consider = async (wish: TestWish): Promise<void> => {
    const next = await standing(wish)
    if (next.type === 'draw') return draw()
    if (next.type === 'show') return show(wish, next.mediaId)
    if (next.type === 'end') return end(wish, { ...next, type: 'ended', params: {}, at: clock.now() })
  }
  const lookNow = (): Promise<void> =>
    oneAtATime(async () => {
      for (const wish of await wishes.list()) if (!stopped) await consider(wish)
    })
  const look = (): void => {
    if (stopped || !wishes.any()) return
    lookNow().catch((error: unknown) => log.error({ err: error }, 'test pictures could not be looked at'))
  }

  const stateOf = async (wish: TestWish): Promise<TestShowingState> => {
    const next = await standing(wish)
    const on = next.type === 'wait' ? next.on : 'clip'
    return { type: 'waiting', on, until: instant(wish.askedAt + WAIT_AT_MOST_MS), mediaId: wish.mediaId }
  }
  const list = async (language: Language): Promise<readonly TestShowing[]> => {
    const waiting = await Promise.all(
      (await wishes.list()).map(async (wish) => ({
        displayId: wish.displayId,
        askedBy: wish.askedBy,
        state: await stateOf(wish),
      })),
    )
    const lately = [...outcomes].filter(([, { at }]) => clock.now() - at < WAIT_AT_MOST_MS)
    const over = lately.map(([displayId, { askedBy, ...outcome }]) => ({
      ...{ displayId, askedBy },
      state:
        outcome.type === 'sent'
          ? outcome
          : { ...outcome, message: errorAnswer(outcome.code, language, outcome.params).message },
    }))
    return [...waiting, ...over.filter((each) => !waiting.some(({ displayId }) => displayId === each.displayId))]
  }

  let dispose: (() => void)[] = []
  return {
    list,
    /** Asks for it on a TV, at once or when it can be; asked again, it is waited for anew. @throws Failure NOT_FOUND */
    ask: async (displayId: string, askedBy: string): Promise<void> => {
      if ((await deps.displays.byIds([displayId])).length === 0) throw new Failure('NOT_FOUND')
      await oneAtATime(async () => {
        outcomes.delete(displayId)
        const mediaId = await deps.testPicture.known()
        const wish = { displayId, askedBy, askedAt: clock.now(), mediaId }
        await wishes.put(displayId, wish)
        await consider(wish)
      })
      changes.publish('acts', displayId)
    },
    /** No longer wanted. False when none waits there. */
    cancel: (displayId: string): Promise<boolean> =>
      oneAtATime(async () => {
        if (!(await wishes.list()).some((wish) => wish.displayId === displayId)) return false
        await wishes.put(displayId, null)
        changes.publish('acts', displayId)
        return true
      }),
    /** Goes on with what waited when the server stopped. */
    start: async (): Promise<void> => {
      await wishes.list()
      dispose = [clock.every(LOOK_EVERY_MS, look), changes.subscribe(({ topic }) => topic === 'media' && look())]
    },
    stop: async (): Promise<void> => {
      stopped = true
      for (const each of dispose) each()
      await oneAtATime(async () => undefined)
    },
  }
}

/** What waits, as one small value of the database; written by one at a time. */
const createWishes = ({ database, clock }: Pick<TestShowingsDeps, 'database' | 'clock'>) => {
  let held: readonly TestWish[] | null = null
  const list = async (): Promise<readonly TestWish[]> => {
    if (held !== null) return held
    const row = await database.setting.findUnique({ where: { key: KEPT_AS } })
    held = Value.Check(Type.Array(TestWish), row?.value) ? row.value : []
    return held
  }
  return {
    list,
    any: (): boolean => held !== null && held.length > 0,
    put: async (displayId: string, wish: TestWish | null): Promise<void> => {
      const others = (await list()).filter((each) => each.displayId !== displayId)
      const next = wish === null ? others : [...others, wish]
      const value = { value: [...next], updatedAt: new Date(clock.now()) }
      await database.setting.upsert({ where: { key: KEPT_AS }, create: { key: KEPT_AS, ...value }, update: value })
      held = next
    },
  }
}
