import { expect, test } from 'vitest'
import { duration, schoolDate } from '../../protocol/time.ts'
import { at, days, film, filmSlot, inputs, MINUTE, slot } from './inputs-fixture.ts'
import { forecastSeries } from './series-forecast.ts'

const NOON = 16 * MINUTE
const given = (minutes: number, patch: Parameters<typeof inputs>[0] = {}) =>
  inputs({
    media: [film('e1', minutes)],
    series: [{ id: 'film', title: 'Film', episodes: ['e1'] }],
    slots: [filmSlot(), slot()],
    ...patch,
  })
const month = days('2026-11-23', '2026-12-20')

test('C2 a film of forty minutes takes three noons, each audience from where it stands', () => {
  const groups = [
    { id: 'school', parentId: null },
    { id: 'first', parentId: 'school' },
    { id: 'second', parentId: 'school' },
  ]
  const bookmark = { seriesId: 'film', groupId: 'second', episode: 0, positionMs: duration(30 * MINUTE) }
  const bookmarks = [{ ...bookmark, confirmedAt: at('2026-11-19', '12:20') }]
  expect(forecastSeries(given(40, { groups, bookmarks }), 'film', null, month)).toEqual([
    { groups: ['first', 'school'], dates: ['2026-11-24', '2026-11-26', '2026-12-01'], finished: true },
    { groups: ['second'], dates: ['2026-11-24'], finished: true },
  ])
})

test('C2 another slot can be tried without saving it', () => {
  const series = [{ id: 'other', title: 'Other', episodes: ['e1'] }]
  expect(forecastSeries(given(20, { series }), 'other', null, month)).toEqual([])
  expect(forecastSeries(given(20, { series }), 'other', 'noon-news', month)).toEqual([
    { groups: ['school'], dates: ['2026-11-23', '2026-11-25'], finished: true },
  ])
})

test('C2 a film that outlasts the window is not over; one that fills its slot to the second is', () => {
  expect(forecastSeries(given(300), 'film', null, days('2026-11-23', '2026-11-26'))).toMatchObject([
    { dates: ['2026-11-24', '2026-11-26'].map(schoolDate), finished: false },
  ])
  expect(forecastSeries(given(NOON / MINUTE), 'film', null, month)).toMatchObject([{ finished: true }])
})
