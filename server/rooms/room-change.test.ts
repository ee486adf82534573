import { describe, expect, test } from 'vitest'
import type { Display, DisplayReport, DisplayStatus } from '../../protocol/display.ts'
import { duration, instant } from '../../protocol/time.ts'
import { considered, type Known, type RoomChange, SETTLED_MS } from './room-change.ts'

const NOON = instant(Date.parse('2026-11-23T12:00:00+08:00'))
const facts = {
  ...{ appVersion: '1', userAgent: '', width: 1, height: 1 },
  ...{ secureContext: true, serviceWorker: true, autoplay: true },
}
const online = (report: Partial<DisplayReport> = {}, since = 0): DisplayStatus => ({
  state: 'online',
  since: instant(NOON + since),
  facts,
  report: {
    ...{ at: NOON, version: 1, playback: { state: 'slate' }, segmentsHeld: 5, segmentsNeeded: 5, clockErrorMs: 1 },
    ...{ driftPpm: 0, volume: 1, muted: false, stalls: 0, storageBytes: null, ...report },
  },
})
const away = (since: number): DisplayStatus => ({ state: 'offline', since: instant(NOON + since) })
const tv = (status: DisplayStatus): Display => ({
  ...{ id: 'd', name: '101', groupId: 'g', volume: 1, trimMs: 0, mutedUntil: null, hidden: null },
  ...{ building: '', floor: '', standby: false, createdAt: NOON, status },
})

/** The rows that looks every five seconds are worth, with their instants since noon. */
const rows = (looks: readonly DisplayStatus[], written: RoomChange | null = null) => {
  let known: Known = { written, pending: null }
  return looks.flatMap((status, index) => {
    const next = considered(known, tv(status), instant(NOON + index * 5000))
    known = next.known
    return next.change === null ? [] : [{ ...next.change, at: next.change.at - NOON }]
  })
}
const many = (status: DisplayStatus, looks = SETTLED_MS / 5000 + 1) => Array.from({ length: looks }, () => status)

describe('a room’s history has a row per change', () => {
  test('and none per report, however long', () => {
    expect(rows(many(online(), 500))).toEqual([{ state: 'ready', detail: '', at: 0 }])
  })
  test('a line that went and came, at the instants at which it did', () => {
    const looks = [...many(online({}, -90_000)), ...many(away(18_500)), ...many(online({}, 36_200))]
    expect(rows(looks)).toEqual([
      { state: 'ready', detail: '', at: -90_000 },
      { state: 'offline', detail: '', at: 18_500 },
      { state: 'ready', detail: '', at: 36_200 },
    ])
  })
  test('what lasts less than a quarter of a minute is nobody’s business', () => {
    expect(rows([...many(online()), ...many(away(21_000), 3), ...many(online())])).toHaveLength(1)
  })
  test('missing segments are one thing while they are fetched, another trouble is another', () => {
    const missing = [5, 4, 3, 2, 1].map((lacking) => online({ segmentsHeld: 5 - lacking }))
    expect(rows(missing).map(({ state, detail }) => `${state} ${detail}`)).toEqual(['missing 5'])
    const trouble = (code: string) => online({ playback: { state: 'trouble', airingId: null, code } })
    expect(rows([...many(trouble('decode')), ...many(trouble('stalled'))]).map(({ detail }) => detail)).toEqual([
      'decode',
      'stalled',
    ])
  })
  test('to play in step is to be ready; that it plays is the as-run’s', () => {
    const playing = online({ playback: { state: 'playing', airingId: 'a', positionMs: duration(1), skewMs: 3 } })
    expect(rows([...many(online()), ...many(playing)])).toHaveLength(1)
  })
  test('a row is always later than the one before', () => {
    const written: RoomChange = { state: 'ready', detail: '', at: instant(NOON + 50_000) }
    expect(rows(many(away(20_000)), written)).toEqual([{ state: 'offline', detail: '', at: 50_001 }])
  })
})
