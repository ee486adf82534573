import { describe, expect, test } from 'vitest'
import type { Display, DisplayReport } from './display.ts'
import { isEmptySlot, nextChange, nowAndNext, readinessOf, shareAirings, slotNameOf } from './readiness.ts'
import type { Airing } from './rundown.ts'
import { tileOf } from './tile.ts'
import { duration, instant } from './time.ts'

const NOW = instant(1_800_000_000_000)
const report = (patch: Partial<DisplayReport> = {}): DisplayReport => ({
  at: NOW,
  version: 7,
  playback: { state: 'slate' },
  segmentsHeld: 10,
  segmentsNeeded: 10,
  clockErrorMs: 0.3,
  driftPpm: 4,
  volume: 0.6,
  muted: false,
  stalls: 0,
  storageBytes: null,
  ...patch,
})
const facts = {
  appVersion: '1',
  userAgent: '',
  width: 1920,
  height: 1080,
  secureContext: true,
  serviceWorker: true,
  autoplay: true,
}
const tv = (patch: Partial<Display> = {}, reported: Partial<DisplayReport> = {}): Display => ({
  id: 'd1',
  name: '101',
  groupId: 'g1',
  volume: 0.6,
  trimMs: 0,
  mutedUntil: null,
  hidden: null,
  building: '',
  floor: '',
  standby: false,
  createdAt: NOW,
  status: { state: 'online', since: NOW, report: report(reported), facts },
  ...patch,
})
const airing = (patch: Partial<Airing> = {}): Airing => ({
  id: 'a',
  start: instant(NOW + 60_000),
  end: instant(NOW + 960_000),
  group: 'g1',
  kind: 'news',
  title: '午間新聞',
  mediaId: 'm1',
  offsetMs: duration(0),
  mediaDurationMs: duration(900_000),
  slotId: 's1',
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
  ...patch,
})
const EMPTY = airing({
  id: 'e',
  kind: 'slate',
  title: '',
  mediaId: null,
  mediaDurationMs: duration(0),
  slotId: 'noon-news',
  reasons: [
    { code: 'slot-weekday', params: { weekday: 1, slot: '午間新聞' } },
    { code: 'news-missing', params: { time: '12:04' } },
    { code: 'latest-news-none', params: { days: 7 } },
    { code: 'slate', params: {} },
  ],
})
const OFFLINE = { state: 'offline', since: NOW } as const

describe('a tile', () => {
  test.each([
    ['holds everything', tv(), { state: 'ready' }],
    ['lacks three segments', tv({}, { segmentsHeld: 7 }), { state: 'missing', segments: 3 }],
    ['is away', tv({ status: OFFLINE }), { state: 'offline', since: NOW }],
    ['has no plan', tv({}, { version: 0 }), { state: 'no-plan' }],
    ['is in no group', tv({ groupId: null }), { state: 'no-group' }],
    ['is muted by its teacher', tv({ mutedUntil: instant(NOW + 1) }), { state: 'muted', until: NOW + 1 }],
    [
      'hides its picture for a teacher',
      tv({ hidden: { until: instant(NOW + 1), by: '陳老師' }, mutedUntil: instant(NOW + 1) }, { hidden: true }),
      { state: 'hidden', until: NOW + 1, by: '陳老師' },
    ],
    [
      'was told to hide it and shows an emergency',
      tv({ hidden: { until: instant(NOW + 1), by: '陳老師' } }, { hidden: false }),
      { state: 'ready' },
    ],
    ['hid it until just now', tv({ hidden: { until: NOW, by: '陳老師' } }, { hidden: true }), { state: 'ready' }],
    ['was muted until just now', tv({ mutedUntil: NOW }), { state: 'ready' }],
    [
      'plays in step',
      tv({}, { playback: { state: 'playing', airingId: 'a', positionMs: duration(5), skewMs: -12 } }),
      { state: 'playing', skewMs: -12 },
    ],
    [
      'plays audibly late',
      tv({}, { playback: { state: 'playing', airingId: 'a', positionMs: duration(5), skewMs: -41 } }),
      { state: 'behind', skewMs: -41 },
    ],
    [
      'plays without sound',
      tv({}, { muted: true, playback: { state: 'playing', airingId: 'a', positionMs: duration(5), skewMs: 0 } }),
      { state: 'silent' },
    ],
  ] as const)('of a TV that %s', (_name, display, expected) => {
    expect(tileOf(display, NOW)).toEqual(expected)
  })
})

describe('is noon safe?', () => {
  test('all ready', () => {
    expect(readinessOf([tv(), tv({ id: 'd2' })], [airing()], NOW)).toMatchObject({ answer: 'safe', ready: 2, total: 2 })
  })
  test('one away: someone must act', () => {
    expect(readinessOf([tv(), tv({ id: 'd2', status: OFFLINE })], [airing()], NOW)).toMatchObject({
      answer: 'attention',
      level: 'amber',
      ready: 1,
    })
  })
  test('none ready before air can still be mended; on the air it is danger', () => {
    const off = tv({ status: OFFLINE })
    expect(readinessOf([off], [airing()], NOW)).toMatchObject({ answer: 'none-ready', level: 'amber' })
    expect(readinessOf([off], [airing({ start: NOW })], NOW)).toMatchObject({ answer: 'unsafe', level: 'red' })
  })
  test('a fault is amber before air and red on the air', () => {
    const faulty = tv({ id: 'd2' }, { playback: { state: 'trouble', airingId: null, code: 'DECODE' } })
    expect(readinessOf([tv(), faulty], [airing()], NOW)).toMatchObject({ answer: 'attention', level: 'amber' })
    expect(readinessOf([tv(), faulty], [airing({ start: NOW })], NOW)).toMatchObject({ answer: 'unsafe', level: 'red' })
  })
  test('a fault where nothing runs is not on the air, whatever runs elsewhere', () => {
    const faulty = tv({ groupId: 'g2' }, { playback: { state: 'trouble', airingId: null, code: 'DECODE' } })
    expect(readinessOf([tv(), faulty], [airing({ start: NOW })], NOW)).toMatchObject({ level: 'amber' })
  })
  test('a slot without a programme is the next thing that goes wrong: amber before, red in its time', () => {
    expect(readinessOf([tv()], [EMPTY], NOW)).toMatchObject({ answer: 'empty-slot', level: 'amber', empty: EMPTY })
    expect(readinessOf([], [EMPTY], NOW)).toMatchObject({ answer: 'empty-slot', level: 'amber' })
    expect(readinessOf([tv()], [EMPTY], EMPTY.start)).toMatchObject({ answer: 'empty-slot', level: 'red' })
    expect(readinessOf([tv()], [EMPTY], EMPTY.end)).toMatchObject({ answer: 'nothing-today', level: 'grey' })
  })
  test('an empty slot later than the next programme does not hide that the next one is safe', () => {
    const later = { ...EMPTY, start: instant(NOW + 7_200_000), end: instant(NOW + 8_000_000) }
    expect(readinessOf([tv()], [airing(), later], NOW)).toMatchObject({ answer: 'safe', level: 'ready' })
  })
  test('nothing left today is no question', () => {
    expect(readinessOf([tv()], [airing({ end: NOW })], NOW)).toMatchObject({ answer: 'nothing-today', level: 'grey' })
    expect(readinessOf([], [airing()], NOW)).toMatchObject({ answer: 'no-displays' })
  })
})

describe('the rundown on the page', () => {
  test('groups with the same programme share a card', () => {
    expect(shareAirings([airing(), airing({ id: 'b', group: 'g2' })])).toEqual([
      { airing: airing(), groups: ['g1', 'g2'] },
    ])
  })
  test('what is on now, what comes next, and when', () => {
    const slate = airing({
      id: 's',
      kind: 'slate',
      mediaId: null,
      slotId: null,
      start: instant(NOW - 60_000),
      end: instant(NOW + 60_000),
    })
    const { onNow, next } = nowAndNext([slate, airing()], NOW)
    expect(onNow.map(({ airing: { id } }) => id)).toEqual(['s'])
    expect(next.map(({ airing: { id } }) => id)).toEqual(['a'])
    expect(nextChange([slate, airing()], NOW)).toBe(NOW + 60_000)
    expect(nextChange([], NOW)).toBeNull()
  })
  test('a slot without a programme counts as what comes next', () => {
    expect(nowAndNext([EMPTY], NOW).next.map(({ airing: { id } }) => id)).toEqual(['e'])
    expect(nextChange([EMPTY], NOW)).toBe(NOW + 60_000)
    expect(slotNameOf(EMPTY)).toBe('午間新聞')
  })
  test.each(['slot-cancelled', 'day-holiday', 'day-weekend', 'day-suspended', 'day-exam', 'outside-term'])(
    'the slate is meant: %s',
    (code) => {
      expect(isEmptySlot({ ...EMPTY, reasons: [...EMPTY.reasons.slice(0, 1), { code, params: {} }] })).toBe(false)
    },
  )
  test('the slate between slots asks for nothing', () => {
    expect(isEmptySlot({ ...EMPTY, slotId: null, reasons: [{ code: 'no-slot', params: {} }] })).toBe(false)
  })
})
