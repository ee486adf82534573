import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHRONICLE_KINDS, type ChronicleKind, type ChronicleLine } from '../../protocol/chronicle.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { mergedPage, partOf } from './merged.ts'

const line = (kind: ChronicleKind, at: number, id: string): ChronicleLine => {
  const common = { id, at: instant(at), number: '', title: '', path: '' }
  switch (kind) {
    case 'fault':
      return { kind, ...common, state: 'closed' }
    case 'request':
      return { kind, ...common, state: 'new' }
    case 'visit':
      return { kind, ...common, state: 'agreed' }
    case 'duty':
      return { kind, ...common, state: 'failed' }
    case 'tv':
      return { kind, ...common, event: { type: 'state', at: instant(at), state: 'offline', detail: '' } }
    default:
      return kind satisfies never
  }
}

/** One kind of what is kept, read as a database would be. */
const sourceOf = (kept: readonly ChronicleLine[], kind: ChronicleKind) => (before: Instant | null, limit: number) =>
  partOf(
    async (range, most) =>
      kept
        .filter((each) => each.kind === kind)
        .filter(({ at }) => (range.from === null || at >= range.from) && (range.before === null || at < range.before))
        .sort((a, b) => b.at - a.at)
        .slice(0, most ?? kept.length),
    ({ at }) => new Date(at),
    before,
    limit,
  )
const page = async (kept: readonly ChronicleLine[], before: Instant | null, limit: number) =>
  mergedPage(await Promise.all(CHRONICLE_KINDS.map((kind) => sourceOf(kept, kind)(before, limit))), limit)

const named = ({ kind, id }: ChronicleLine) => `${kind} ${id}`
/** Few instants, so that many are shared. */
const lines = (from: number, prefix: string) =>
  fc
    .array(fc.tuple(fc.constantFrom(...CHRONICLE_KINDS), fc.integer({ min: from, max: from + 12 })), { maxLength: 40 })
    .map((drawn) => drawn.map(([kind, at], index) => line(kind, at, `${prefix}${index}`)))

test('every line is told once, in order, page by page, whatever comes meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(
      lines(100, 'old'),
      fc.array(lines(113, 'new'), { maxLength: 4 }),
      fc.integer({ min: 1, max: 6 }),
      async (old, arrivals, limit) => {
        let kept = old
        let cursor: Instant | null = null
        const told: ChronicleLine[] = []
        for (let turn = 0; ; turn++) {
          const { items, nextCursor } = await page(kept, cursor, limit)
          if (nextCursor !== null) expect(items.length).toBeGreaterThanOrEqual(limit)
          told.push(...items)
          if (nextCursor === null) break
          cursor = instant(Number(nextCursor))
          kept = [...kept, ...(arrivals[turn] ?? []).map((each) => ({ ...each, id: `${each.id} ${turn}` }))]
        }
        expect(told.map(named).sort()).toEqual(old.map(named).sort())
        for (const [index, each] of told.entries()) expect(each.at).toBeLessThanOrEqual(told[index - 1]?.at ?? each.at)
      },
    ),
  )
})

test('no page is empty but the first of nothing', async () => {
  await fc.assert(
    fc.asyncProperty(lines(0, ''), fc.integer({ min: 1, max: 6 }), async (kept, limit) => {
      const { nextCursor } = await page(kept, null, limit)
      if (nextCursor === null) return
      expect((await page(kept, instant(Number(nextCursor)), limit)).items).not.toEqual([])
    }),
  )
})

test('what two sources tell is told once; at one instant the order is always the same', () => {
  const twice = [line('fault', 5, 'a'), line('visit', 5, 'b'), line('fault', 5, 'c')]
  const { items } = mergedPage([twice, twice.toReversed()], 10)
  expect(items.map(named)).toEqual(['fault a', 'fault c', 'visit b'])
})
