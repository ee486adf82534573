import { describe, expect, it } from 'vitest'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, type Instant, instant, type Window } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { createChanges } from '../platform/changes.ts'
import { watchClock } from '../platform/clock-watch.ts'
import * as school from '../schedule/inputs-fixture.ts'
import { knownEnd } from '../schedule/open-end.ts'
import { createPublisher, planWindow } from './publisher.ts'

const ZONE = 'Asia/Taipei'
const MORNING = instant(Date.parse('2026-11-23T09:00:00+08:00'))
const at = (text: string): Instant => instant(Date.parse(text))

const airing = (group: string, title: string): Airing => ({
  id: `${group}.noon`,
  group,
  start: at('2026-11-23T12:04:00+08:00'),
  end: at('2026-11-23T12:20:00+08:00'),
  kind: 'news',
  title,
  mediaId: 'm',
  offsetMs: duration(0),
  mediaDurationMs: duration(900_000),
  slotId: 's',
  series: null,
  exam: false,
  emergency: false,
  reasons: [{ code: 'news', params: {} }],
})

/** A publisher over a plan that the test changes; `settled` resolves when the next resolving is done. */
const publishing = (groups: Record<string, string>, patch: (now: Instant) => Partial<Airing> = () => ({})) => {
  const clock = createTestClock(MORNING)
  const changes = createChanges()
  const windows: Window[] = []
  const errors: string[] = []
  const watch = watchClock({ ...clock, monotonic: () => clock.now() - MORNING })
  const publisher = createPublisher({
    clock,
    changes,
    timeZone: ZONE,
    clockWatch: watch,
    resolve: async (window) => {
      windows.push(window)
      if ('broken' in groups) throw new Error(groups.broken)
      return {
        window,
        airings: Object.entries(groups).map(([group, title]) => ({ ...airing(group, title), ...patch(clock.now()) })),
      }
    },
    media: async (ids) => ids.map((id) => ({ id, revision: 'r1' })),
    log: { error: (_details, message) => errors.push(message) },
  })
  return { clock, changes, windows, errors, publisher, published: [] as string[][] }
}

/** Lets promises that are already settled run their continuations. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

describe('planWindow', () => {
  it('T1 runs from the school’s midnight to the one two weeks on', () => {
    expect(planWindow(MORNING, ZONE)).toEqual({
      start: at('2026-11-23T00:00:00+08:00'),
      end: at('2026-12-07T00:00:00+08:00'),
    })
  })
  it('T1 still holds yesterday just after midnight', () => {
    expect(planWindow(at('2026-11-24T00:00:30+08:00'), ZONE).start).toBe(at('2026-11-23T00:00:00+08:00'))
  })
})

describe('publisher', () => {
  it('gives a new version only to the groups whose plan differs', async () => {
    const groups: Record<string, string> = { one: 'News', two: 'News' }
    const { clock, changes, publisher, published } = publishing(groups)
    publisher.onPublished((ids) => published.push([...ids]))
    await publisher.start()
    const before = publisher.rundownOf('two')
    groups.one = 'Other news'
    changes.publish('schedule', 's')
    changes.publish('media', 'm')
    clock.advance(60)
    await settle()
    expect(published).toEqual([['one', 'two'], ['one']])
    expect(publisher.rundownOf('two')).toBe(before)
    expect(publisher.rundownOf('one')?.airings[0]?.title).toBe('Other news')
    expect(publisher.messageFor('two', before?.version ?? 0)).toBeNull()
    expect(publisher.rundownOf('three')).toBeNull()
    await publisher.stop()
  })

  it('ignores what can’t change a plan, and resolves again at midnight', async () => {
    const { clock, changes, windows, publisher } = publishing({ one: 'News' })
    await publisher.start()
    changes.publish('displays', 'd')
    changes.publish('jobs', 'j')
    clock.advance(1000)
    await settle()
    expect(windows).toHaveLength(1)
    clock.advance(15 * 3_600_000 + 1000)
    await settle()
    expect(windows).toHaveLength(2)
    await publisher.stop()
  })

  it('keeps the last plan when a new one can’t be made, and says so', async () => {
    const groups: Record<string, string> = { one: 'News' }
    const { clock, changes, errors, publisher } = publishing(groups)
    await publisher.start()
    groups.broken = 'no database'
    changes.publish('schedule')
    clock.advance(60)
    await settle()
    expect(errors).toEqual(['the rundown could not be published'])
    expect(publisher.rundownOf('one')?.airings).toHaveLength(1)
    await publisher.stop()
  })

  it('P4 confirms what nobody has ended while it lives, as a difference of one airing, also after a failure', async () => {
    const cutIn = { ...school.cutIn('alarm', instant(MORNING - 1000), null), emergency: true }
    const groups: Record<string, string> = { one: 'Earthquake' }
    const open = (now: Instant) => ({ openEnded: true as const, end: knownEnd(cutIn, now) })
    const { clock, windows, publisher } = publishing(groups, open)
    await publisher.start()
    const endsIn = () => (publisher.rundownOf('one')?.airings[0]?.end ?? 0) - clock.now()
    const held = publisher.rundownOf('one')?.version ?? 0
    clock.advance(4 * 60_000)
    await settle()
    expect(windows).toHaveLength(1)
    clock.advance(60_100)
    await settle()
    expect(publisher.messageFor('one', held)).toMatchObject({
      type: 'difference',
      removed: [],
      added: [open(clock.now())],
    })
    for (let minute = 0; minute < 60; minute++) {
      clock.advance(60_000)
      await settle()
      expect(endsIn()).toBeGreaterThan(9 * 60_000)
    }
    groups.broken = 'no database'
    clock.advance(6 * 60_000)
    await settle()
    delete groups.broken
    clock.advance(5 * 60_000)
    await settle()
    expect(endsIn()).toBeGreaterThan(9 * 60_000)
    await publisher.stop()
    const before = windows.length
    clock.advance(30 * 60_000)
    await settle()
    expect(windows).toHaveLength(before)
  })
})
