import { describe, expect, it } from 'vitest'
import { LINE, lanesOf, minuteText, timeAxis } from './time-axis.ts'

const noon = { from: 724, until: 740 }
const bell = { from: 480, until: 485 }

describe('the time axis', () => {
  it('leaves out the hours in which nothing is', () => {
    const { bands, height } = timeAxis([noon, bell, noon])
    expect(bands.map(({ from, until }) => [from, until])).toEqual([
      [472, 493],
      [716, 748],
    ])
    expect(height).toBeLessThan(450)
  })
  it('gives the shortest stretch room to be read', () => {
    const axis = timeAxis([noon])
    expect(axis.y(740) - axis.y(724)).toBeGreaterThanOrEqual(76)
  })
  it('a week of half-hourly bells, one of them cut short by noon, is no longer than a page and a half', () => {
    const bells = Array.from({ length: 27 }, (_, index) => ({ from: 450 + index * 30, until: 455 + index * 30 }))
    const week = [...bells.filter(({ from }) => from !== 720), { from: 720, until: 724 }, noon]
    const axis = timeAxis(week)
    expect(axis.height).toBeLessThanOrEqual(1500)
    for (const { from, until } of week) expect(axis.y(until) - axis.y(from)).toBeGreaterThanOrEqual(LINE)
    for (const minute of [451, 470, 722, 738, 1200]) expect(axis.minuteAt(axis.y(minute))).toBe(minute)
  })
  it('a height is the minute that stands there', () => {
    const axis = timeAxis([noon, bell])
    for (const minute of [473, 484, 720, 724, 747]) expect(axis.minuteAt(axis.y(minute))).toBe(minute)
  })
  it('shows noon when there is nothing, and stays within the day', () => {
    expect(timeAxis([]).bands[0]).toMatchObject({ from: 712 })
    expect(timeAxis([{ from: 0, until: 1440 }]).bands[0]).toMatchObject({ from: 0, until: 1440 })
  })
})

describe('lanes', () => {
  it('T2 neighbours that only touch share a lane; what overlaps stands side by side', () => {
    expect(
      lanesOf([
        { from: 0, until: 5 },
        { from: 5, until: 9 },
      ]),
    ).toEqual([
      { lane: 0, lanes: 1 },
      { lane: 0, lanes: 1 },
    ])
    expect(
      lanesOf([
        { from: 3, until: 9 },
        { from: 0, until: 5 },
      ]).map(({ lane }) => lane),
    ).toEqual([1, 0])
  })
})

it('writes minutes as a time of day', () => {
  expect([minuteText(724), minuteText(1440)]).toEqual(['12:04', '00:00'])
})
