import { describe, expect, it } from 'vitest'
import type { DisplayReport } from '../../protocol/display.ts'
import { QUIET_REPORT, SOME_FACTS, someDisplay } from '../../protocol/display-fixture.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { type Counts, counted, lately } from './lately.ts'
import { serverTroubles } from './server-troubles.ts'
import type { Findings } from './trouble.ts'
import { tvFindings } from './tv-troubles.ts'
import { watchedSince } from './watched.ts'

const MINUTE = 60_000
const NOW = instant(1_000 * MINUTE)

const online = (report: Partial<DisplayReport> | null, patch = {}) =>
  someDisplay({
    ...patch,
    status: {
      state: 'online',
      since: instant(0),
      report: report === null ? null : { ...QUIET_REPORT, ...report },
      facts: SOME_FACTS,
    },
  })
const offline = (since: number | null) =>
  someDisplay({ status: { state: 'offline', since: since === null ? null : instant(since) } })
const looked = (display: ReturnType<typeof someDisplay>, look: { watched?: number | null; stalls?: number } = {}) =>
  tvFindings({
    displays: [display],
    now: NOW,
    watchedSince: () => (look.watched === null ? null : instant(look.watched ?? 0)),
    lately: () => ({ stalls: look.stalls ?? 0, frames: 3000, dropped: 240, spanMs: 5 * MINUTE }),
  })
const kinds = ({ troubles }: Findings) => troubles.map(({ kind }) => kind)
const playing = { state: 'playing', airingId: 'a', positionMs: duration(0), skewMs: 0 } as const

describe('one TV at one look', () => {
  it('W1 is missing when it should be there, from when it should', () => {
    expect(looked(offline(NOW - 5 * MINUTE)).troubles).toMatchObject([{ kind: 'tv-offline', since: NOW - 5 * MINUTE }])
    expect(looked(offline(0), { watched: NOW - MINUTE }).troubles[0]?.since).toBe(NOW - MINUTE)
    for (const away of [looked(offline(0), { watched: null }), looked(offline(null))]) {
      expect(away.troubles).toEqual([])
      expect(away.unjudged).toContain('tv-offline tv:tv')
    }
  })

  it('W1 picture and sound are judged while it plays, and not where a teacher has hidden them', () => {
    const dark: Partial<DisplayReport> = { noticing: [{ kind: 'black', since: NOW }] }
    expect(kinds(looked(online({ playback: playing, ...dark })))).toEqual(['tv-black', 'tv-dropped'])
    expect(looked(online(dark)).unjudged).toContain('tv-black tv:tv')
    const hidden = { hidden: { until: instant(NOW + MINUTE), by: 'lin' } }
    const covered = looked(online({ playback: playing, ...dark, muted: true }, hidden))
    expect(kinds(covered)).toEqual(['tv-dropped'])
    expect([...covered.unjudged]).toEqual(['tv-silent tv:tv', 'tv-black tv:tv', 'tv-frozen tv:tv'])
    expect(kinds(looked(online({ playback: playing, muted: true })))).toContain('tv-silent')
  })

  it('W1 what it says of itself', () => {
    const late = { playback: { ...playing, skewMs: -61.4 } }
    expect(looked(online(late)).troubles[0]).toMatchObject({ kind: 'tv-behind', params: { skew: -61 } })
    expect(looked(online({ playback: playing }), { stalls: 5 }).troubles[0]?.params).toEqual({ count: 5 })
    expect(looked(online({ playback: playing })).troubles[0]?.params).toEqual({ percent: 8 })
    const stuck = { playback: { state: 'trouble', airingId: null, code: 'storage' } } as const
    expect(looked(online(stuck)).troubles[0]).toMatchObject({ kind: 'tv-playback', params: { code: 'storage' } })
    expect(kinds(looked(online({ segmentsNeeded: 5 })))).toEqual(['tv-unprepared'])
    expect(looked(online({ segmentsNeeded: 5 }), { watched: null }).unjudged).toContain('tv-unprepared tv:tv')
    expect(kinds(looked(online({ clockErrorMs: 1000 })))).toEqual(['tv-clock'])
    expect(looked(online(null)).unjudged.size).toBe(9)
  })

  it('counts by what they grew by of late, also across a reload of the page', () => {
    let counts: Counts = new Map()
    const see = (minute: number, stalls: number) => {
      counts = counted(
        counts,
        [online({ stalls, frames: { total: stalls * 10, dropped: 0 } })],
        instant(minute * MINUTE),
      )
    }
    for (const [minute, stalls] of [
      [0, 100],
      [1, 102],
      [2, 0],
      [3, 3],
    ] as const)
      see(minute, stalls)
    expect(lately(counts.get('tv') ?? [])).toMatchObject({ stalls: 5, frames: 50, dropped: 0 })
    see(8, 3)
    expect(lately(counts.get('tv') ?? []).stalls).toBe(0)
  })
})

describe('when a TV is looked after', () => {
  const programme = (start: number, end: number, kind: Airing['kind'] = 'news'): Airing => ({
    ...{
      id: `${start}`,
      group: 'g',
      kind,
      title: '',
      mediaId: 'm',
      offsetMs: duration(0),
      mediaDurationMs: duration(0),
    },
    ...{ slotId: 's', series: null, exam: false, emergency: false, reasons: [] },
    start: instant(start * MINUTE),
    end: instant(end * MINUTE),
  })
  const hours = { start: instant(480 * MINUTE), end: instant(1020 * MINUTE) }
  const at = (minute: number, from: typeof hours | null, airings: readonly Airing[], up = 0) =>
    watchedSince(from, airings, instant(minute * MINUTE), instant(up * MINUTE))

  it('W1 in school hours and around a programme of its group, and not before the server was up', () => {
    const evening = [programme(1110, 1170)]
    expect([479, 480, 1019, 1020].map((minute) => at(minute, hours, [])('g'))).toEqual([
      null,
      480 * MINUTE,
      480 * MINUTE,
      null,
    ])
    expect([1079, 1080, 1169, 1170].map((minute) => at(minute, null, evening)('g'))).toEqual([
      null,
      1080 * MINUTE,
      1080 * MINUTE,
      null,
    ])
    expect(at(1100, null, evening)('other')).toBeNull()
    expect(at(600, hours, [], 590)('g')).toBe(590 * MINUTE)
    expect(at(1025, hours, [programme(1040, 1060)])('g')).toBe(480 * MINUTE)
  })
})

describe('the server', () => {
  const GB = 1_000_000_000
  const look = (freeBytes: number, totalBytes: number, filling = false) =>
    serverTroubles({
      ...{ now: NOW, backup: null, preparations: [], jumps: [], filling: () => filling },
      disks: [{ id: '1', places: ['DATA_DIR', 'MEDIA_DIR'], freeBytes, totalBytes }],
    }).map(({ params }) => params)

  it('W1 a disk is filling below 10 GB or a tenth, until there is clearly room again', () => {
    expect(look(9 * GB, 50 * GB)).toEqual([{ free: 9, percent: 18, place: 'DATA_DIR · MEDIA_DIR' }])
    expect(look(49 * GB, 500 * GB)).toHaveLength(1)
    expect(look(51 * GB, 500 * GB)).toEqual([])
    expect(look(51 * GB, 500 * GB, true)).toHaveLength(1)
    expect(look(61 * GB, 500 * GB, true)).toEqual([])
  })

  it('W1 copies that fail, a preparation that fails twice, a clock that jumps', () => {
    const preparations = [1, 2].map((times) => ({ mediaId: `m${times}`, title: '新聞', times }))
    const disks: never[] = []
    const given = {
      now: NOW,
      disks,
      filling: () => false,
      preparations,
      jumps: [-5, 0].map((minute) => instant(NOW + minute * MINUTE)),
    }
    expect(serverTroubles({ ...given, backup: 'failing' }).map(({ kind }) => kind)).toEqual([
      'backup-failing',
      'preparation-failing',
      'clock-unsteady',
    ])
    expect(serverTroubles({ ...given, backup: 'never' })).toHaveLength(2)
    for (const minutes of [[0], [-4, 0], [-60, 0], [5]]) {
      const jumps = minutes.map((minute) => instant(NOW + minute * MINUTE))
      expect(serverTroubles({ ...given, jumps, backup: null })).toHaveLength(1)
    }
  })
})
