import { describe, expect, it } from 'vitest'
import type { ScheduleDraft } from '../../protocol/schedule-preview.ts'
import { instant, schoolDate, timeOfDay } from '../../protocol/time.ts'
import { withDraft } from './draft.ts'
import { at, days, inputs, media, news, slot } from './inputs-fixture.ts'
import { resolveRundown } from './resolve.ts'
import { rundownDifference, shareAirings } from './rundown-difference.ts'
import { localDate } from './wall-clock.ts'

const school = inputs({
  groups: [
    { id: 'school', parentId: null },
    { id: 'g1', parentId: 'school' },
    { id: 'g2', parentId: 'school' },
  ],
  media: [news('2026-11-23'), news('2026-11-25'), media('bell')],
})
const week = days('2026-11-23', '2026-11-27')
const { id: _id, version: _version, createdAt: _createdAt, ...newsSlot } = slot()

const differences = (draft: ScheduleDraft) =>
  rundownDifference(
    resolveRundown(school, week).airings,
    resolveRundown(withDraft(school, draft), week).airings,
    (airing) => localDate(airing.start, school.timeZone),
  ).map(({ before, after, groups }) => ({
    before: before && [before.start, before.end, before.title],
    after: after && [after.start, after.end, after.title],
    groups,
  }))
const everyone = ['g1', 'g2', 'school']

describe('what a draft changes', () => {
  it('R5 the same slot changes nothing', () => {
    expect(differences({ type: 'slot', id: 'noon-news', slot: newsSlot })).toEqual([])
  })
  it('S2 a cancelled date becomes slate there and nowhere else', () => {
    const date = schoolDate('2026-11-23')
    expect(differences({ type: 'exception', slotId: 'noon-news', date, change: { type: 'cancel' } })).toEqual([
      {
        before: [at('2026-11-23', '12:04'), at('2026-11-23', '12:20'), 'news-2026-11-23'],
        after: [at('2026-11-23', '12:04'), at('2026-11-23', '12:20'), ''],
        groups: everyone,
      },
    ])
  })
  it('P1 a new slot is told with what it cuts short, for its audience', () => {
    const bell = {
      ...newsSlot,
      kind: 'listening' as const,
      weekdays: [],
      dates: [schoolDate('2026-11-23')],
      startTime: timeOfDay('12:10'),
      endTime: timeOfDay('12:20'),
      audience: ['g1'],
      source: { type: 'media' as const, mediaIds: ['bell'] },
    }
    expect(differences({ type: 'slot', id: null, slot: bell })).toEqual([
      {
        before: [at('2026-11-23', '12:04'), at('2026-11-23', '12:20'), 'news-2026-11-23'],
        after: [at('2026-11-23', '12:04'), at('2026-11-23', '12:10'), 'news-2026-11-23'],
        groups: ['g1'],
      },
      { before: null, after: [at('2026-11-23', '12:10'), at('2026-11-23', '12:20'), 'bell'], groups: ['g1'] },
    ])
  })
  it('T3 a suspended date takes all its slots; taking the word back restores them', () => {
    const date = schoolDate('2026-11-25')
    const said = { type: 'suspended' as const, pattern: null, note: '颱風' }
    expect(differences({ type: 'days', days: [{ date, said }] })).toHaveLength(1)
    expect(differences({ type: 'days', days: [{ date, said: null }] })).toEqual([])
  })
  it('a removed slot is gone from each of its dates', () => {
    expect(differences({ type: 'remove-slot', id: 'noon-news' }).map(({ after }) => after)).toEqual([null, null])
  })
})

describe('airings that groups share', () => {
  it('R4 are told once, whatever the order of groups, with every group', () => {
    const { airings } = resolveRundown(school, week)
    const shared = shareAirings(airings)
    expect(shareAirings([...airings].reverse()).map(({ groups }) => groups)).toEqual(shared.map(({ groups }) => groups))
    expect(shared.every(({ groups }) => groups.length === 3)).toBe(true)
    expect(shared.length * 3).toBe(airings.length)
    expect(shared[0]?.airing.start).toBeLessThanOrEqual(instant(week.start))
  })
})
