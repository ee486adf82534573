import { expect, test } from 'vitest'
import type { ReadinessView } from '../../protocol/readiness.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, type Instant, instant, timeOfDay } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { judgedFrom, severityOf, watchReadiness } from './readiness-watch.ts'

const MINUTE = 60_000
const NOON = instant(100 * MINUTE)
const EMPTY: Airing = {
  id: 'e',
  group: 'g',
  start: NOON,
  end: instant(NOON + 16 * MINUTE),
  kind: 'slate',
  title: '',
  mediaId: null,
  offsetMs: duration(0),
  mediaDurationMs: duration(0),
  slotId: 's',
  series: null,
  exam: false,
  emergency: false,
  reasons: [{ code: 'news-missing', params: { time: '12:04' } }],
}

const watched = (start: number) => {
  const clock = createTestClock(instant(start))
  const told: ReadinessView[] = []
  const alarms: ReadinessView[] = []
  let lookedAt: Instant | null = null
  const watch = watchReadiness({
    clock,
    timeZone: 'UTC',
    displays: async () => [],
    airings: () => [EMPTY],
    settings: async () => ({ readinessFrom: timeOfDay('01:06'), alarmMailMinutes: 3 }),
    lookedAt: () => lookedAt,
    changed: (readiness) => told.push(readiness),
    alarm: (readiness) => alarms.push(readiness),
    log: { error: (details) => expect(details).toBeUndefined() },
  })
  const after = (minutes: number) => {
    watch.stop()
    clock.advance(minutes * MINUTE)
    return watch.look()
  }
  return { watch, told, alarms, after, seen: () => (lookedAt = clock.now()) }
}

test('an empty slot is told at once, and is worth an alarm only when its time is near', async () => {
  const { watch, told, alarms, after } = watched(0)
  expect(await watch.look()).toMatchObject({ answer: 'empty-slot', level: 'amber', judged: false })
  await after(60)
  expect(alarms).toEqual([])
  expect(await after(10)).toMatchObject({ judged: true, level: 'amber' })
  expect(told.map(({ judged }) => judged)).toEqual([false, true])
})

test('a day is judged from a time of day, but no later than five minutes before a start', () => {
  const from = (start: string) =>
    judgedFrom(instant(Date.parse(`2026-11-23T${start}:00+08:00`)), timeOfDay('11:30'), 'Asia/Taipei')
  const at = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`)
  expect(['12:04', '18:00', '11:32', '07:50'].map(from)).toEqual(['11:30', '11:30', '11:27', '07:45'].map(at))
})

test('an alarm that nobody looks at goes out once, and again when it turns red', async () => {
  const { alarms, after, watch } = watched(NOON - 10 * MINUTE)
  await watch.look()
  await after(3)
  await after(1)
  expect(alarms.map(({ level }) => level)).toEqual(['amber'])
  await after(6)
  expect(alarms.map(severityOf)).toEqual([1, 2])
})

test('while someone has the page open nobody is alarmed otherwise', async () => {
  const { alarms, after, watch, seen } = watched(NOON - 10 * MINUTE)
  await watch.look()
  for (let minute = 0; minute < 5; minute++) {
    seen()
    await after(2)
  }
  expect(alarms).toEqual([])
})
