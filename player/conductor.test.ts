import { expect, it } from 'vitest'
import { duration, instant } from '../protocol/time.ts'
import type { Agenda, Show } from './agenda.ts'
import { wantedShows } from './conductor.ts'

const showAt = (id: string, start: number): Show => ({
  airing: {
    id,
    group: 'g',
    start: instant(start),
    end: instant(start + 60_000),
    kind: 'news',
    title: id,
    mediaId: id,
    offsetMs: duration(0),
    mediaDurationMs: duration(60_000),
    slotId: null,
    series: null,
    exam: false,
    emergency: false,
    reasons: [],
  },
  mediaId: id,
  revision: 'r',
  originMs: instant(start),
  startAt: instant(start),
  endAt: instant(start + 60_000),
})
const agenda = (show: Show | null, next: Show | null): Agenda => ({ airing: null, show, next, changesAt: null })

it('primes the next programme 20 s ahead, not earlier', () => {
  const next = showAt('b', 100_000)
  expect(wantedShows(agenda(null, next), 79_999)).toEqual([])
  expect(wantedShows(agenda(null, next), 80_000)).toEqual([next])
})

it('leaves a start in peace for 3 s unless the next one is near', () => {
  const show = showAt('a', 100_000)
  const next = showAt('b', 110_000)
  expect(wantedShows(agenda(show, next), 102_999)).toEqual([show])
  expect(wantedShows(agenda(show, next), 103_000)).toEqual([show, next])
  const soon = showAt('c', 104_000)
  expect(wantedShows(agenda(show, soon), 100_500)).toEqual([show, soon])
})
