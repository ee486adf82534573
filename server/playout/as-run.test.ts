import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AiringReport } from '../../protocol/display.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createChanges } from '../platform/changes.ts'
import { createAsRun } from './as-run.ts'
import { readAsRun } from './as-run-store.ts'

const NOON = instant(Date.parse('2026-11-24T04:04:00Z'))
const film: Airing = {
  id: 'film-tuesday',
  group: 'school',
  start: NOON,
  end: instant(NOON + 960_000),
  kind: 'film',
  title: 'Film',
  mediaId: 'm',
  offsetMs: duration(0),
  mediaDurationMs: duration(3_000_000),
  slotId: null,
  series: { id: 's', episode: 0 },
  exam: false,
  emergency: false,
  reasons: [{ code: 'slot', params: {} }],
}
const report = (playedToMs: number): AiringReport => ({
  airingId: film.id,
  firstFrameAt: NOON,
  skewMs: 3,
  stalls: 0,
  playedFromMs: duration(0),
  playedToMs: duration(playedToMs),
  ended: false,
})

let opened: TestDatabase
beforeEach(async () => {
  opened = await openTestDatabase()
  const createdAt = new Date(NOON)
  await opened.database.group.create({ data: { id: 'school', name: 'School', createdAt } })
  await opened.database.series.create({ data: { id: 's', title: 'Film', createdAt } })
  const display = { name: 'TV', groupId: 'school', facts: {}, createdAt }
  for (const id of ['one', 'two']) await opened.database.display.create({ data: { id, tokenHash: id, ...display } })
})
afterEach(() => opened.close())

const on = (at: number, planned: () => readonly Airing[]) => {
  const clock = createTestClock(instant(at))
  const asRun = createAsRun({
    database: opened.database,
    clock,
    changes: createChanges(),
    planned,
    log: {
      error: (details) => {
        throw new Error(JSON.stringify(details))
      },
    },
  })
  return { clock, asRun }
}

describe('as-run', () => {
  it('A1 freezes the plan when it starts; a later plan never overwrites it', async () => {
    let plan = [film]
    const { clock, asRun } = on(NOON - 1000, () => plan)
    await asRun.start()
    expect(await opened.database.asRun.count()).toBe(0)
    clock.advance(1000)
    plan = [{ ...film, title: 'Other' }]
    asRun.replanned()
    await asRun.stop()
    const rows = await opened.database.asRun.findMany()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ planned: { title: film.title }, commanded: { frozen: 'at-start' } })
  })

  it('A1 freezes once, and marks, what started while the server was down', async () => {
    for (const at of [NOON + 420_000, NOON + 430_000]) {
      const { asRun } = on(at, () => [film])
      await asRun.start()
      await asRun.stop()
    }
    const rows = await opened.database.asRun.findMany()
    expect(rows.map(({ commanded }) => commanded)).toEqual([{ frozen: 'late', lateMs: 420_000 }])
  })

  it('A1 what TVs observed is kept beside what they reported: repeats change nothing, a spell grows and never shrinks', async () => {
    const { asRun } = on(NOON + 420_000, () => [film])
    await asRun.start()
    const black = (toMs: number) => [{ kind: 'black', fromMs: duration(60_000), toMs: duration(toMs) }] as const
    await asRun.store('one', [{ ...report(80_000), observed: [...black(75_000)] }])
    await asRun.store('one', [{ ...report(90_000), observed: [...black(90_000)] }])
    await asRun.store('one', [{ ...report(80_000), observed: [...black(75_000)] }])
    await asRun.store('two', [report(90_000)])
    await asRun.stop()
    const window = { start: NOON, end: instant(NOON + 1) }
    const [entry] = await readAsRun(opened.database, window, null)
    expect(entry?.observed).toEqual([{ kind: 'black', fromMs: 60_000, toMs: 90_000, displays: ['TV'] }])
    expect(entry?.reported.map(({ playedToMs }) => playedToMs)).toEqual([90_000, 90_000])
    expect(entry?.planned.title).toBe(film.title)
  })

  it('C2 after a crash at 12:11 the bookmark is where the TVs confirmed; repeats and unknown airings change nothing', async () => {
    const { asRun } = on(NOON + 420_000, () => [film])
    await asRun.start()
    expect(await asRun.store('one', [report(421_500), { ...report(1), airingId: 'gone' }])).toEqual({
      stored: 1,
      unknown: 1,
    })
    await asRun.store('two', [report(418_000)])
    await asRun.store('one', [report(100_000)])
    await asRun.stop()
    expect(await opened.database.bookmark.findMany()).toMatchObject([
      { episode: 0, positionMs: 420_000, airingId: film.id },
    ])
    expect(await opened.database.airingReport.count()).toBe(2)
  })
})
