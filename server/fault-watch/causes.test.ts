import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patienceWith } from './patience.ts'
import { LAPSE_MS, STILL_THERE_MS } from './steps.ts'
import { isConfirmed, tracked } from './tracking.ts'
import { MINUTE, OFFLINE_MINUTES, roomsOf, simulation, site } from './watch-fixture.ts'

const keys = (cases: readonly { readonly key: string }[]) => cases.map(({ key }) => key).sort()
const all = site.rooms.map(({ id }) => id)
const HOUR = 60

describe('what several rooms have in common', () => {
  it('W4 a switch down is one case with all rooms behind it', () => {
    const school = simulation()
    school.off(...roomsOf('1'))
    school.pass(12)
    expect(keys(school.open())).toEqual(['tv-offline switch:switch-1'])
    expect(school.causes()[0]).toMatchObject({ code: 'switch-down', params: { where: 'SW-1', count: 10, of: 10 } })
    expect(school.causes()[0]?.params.rooms).toMatch(/^101 · 102 .* 110$/)
  })

  it('W4 the dead line is noticed TV by TV, and is one case all the same', () => {
    const school = simulation()
    for (const id of roomsOf('2')) {
      school.off(id)
      school.pass(0.25)
    }
    school.pass(12)
    expect(keys(school.open())).toEqual(['tv-offline switch:switch-2'])
  })

  it('W4 without a switch in the register it is the floor', () => {
    const bare = { ...site, rooms: site.rooms.map((room) => ({ ...room, switches: [] })) }
    const school = simulation('tv-offline', bare)
    school.off(...roomsOf('1').slice(0, 5))
    school.pass(12)
    expect(keys(school.open())).toEqual(['tv-offline floor:A/1'])
    expect(school.causes()[0]).toMatchObject({ code: 'rooms-offline', params: { where: 'A 1', count: 5, of: 10 } })
  })

  it('W4 both floors are the main switch, and most of all rooms the network', () => {
    const some = simulation()
    some.off(...roomsOf('1').slice(0, 6), ...roomsOf('2').slice(0, 6))
    some.pass(12)
    expect(keys(some.open())).toEqual(['tv-offline switch:switch-main'])
    const most = simulation()
    most.off(...all.slice(0, 15))
    most.pass(12)
    expect(keys(most.open())).toEqual(['tv-offline all'])
    expect(most.causes()[0]).toMatchObject({ code: 'network-down', params: { count: 15, of: 24 } })
  })

  it('W4 rooms far apart, or minutes apart, have a case each', () => {
    const school = simulation()
    school.off('101', '301')
    school.pass(3)
    school.off('102')
    school.pass(15)
    expect(keys(school.open())).toEqual(['tv-offline tv:101', 'tv-offline tv:102', 'tv-offline tv:301'])
  })

  it('W4 a programme without sound is one case, not one for each room', () => {
    const school = simulation('tv-silent')
    school.off(...all)
    school.pass(3)
    expect(school.causes()).toMatchObject([{ key: 'tv-silent all', code: 'rooms-silent' }])
  })

  it('W5 a room behind the dead switch that goes later is its as well; one elsewhere is not', () => {
    const school = simulation()
    school.off(...roomsOf('1').slice(0, 6))
    school.pass(15)
    school.off('110', '301')
    school.pass(15)
    expect(keys(school.open())).toEqual(['tv-offline switch:switch-1', 'tv-offline tv:301'])
    expect(school.open()[0]?.members.has('110')).toBe(true)
  })

  it('W6 a room that stays off when the switch is back gets a case of its own', () => {
    const school = simulation()
    school.off(...roomsOf('1'))
    school.pass(12)
    school.on(...roomsOf('1').filter((id) => id !== '107'))
    school.pass(4)
    const [first] = school.open()
    expect(first).toMatchObject({ key: 'tv-offline switch:switch-1', healedAt: expect.anything() })
    expect(keys(school.open().filter(({ healedAt }) => healedAt === null))).toEqual(['tv-offline tv:107'])
  })
})

describe('how long it lasts', () => {
  it('W2 a restart is no fault, and a TV that is off every other minute is one', () => {
    const school = simulation()
    school.off('101')
    school.pass(3)
    school.on('101')
    school.pass(15)
    expect(school.cases()).toEqual([])
    for (let minute = 0; minute < 14; minute += 2) {
      school.off('101')
      school.pass(1)
      school.on('101')
      school.pass(1)
    }
    expect(school.open()).toMatchObject([{ key: 'tv-offline tv:101', healedAt: null }])
  })

  it('W2 the night neither opens nor heals', () => {
    const school = simulation()
    school.off('101')
    school.pass(12)
    school.off('201')
    school.pass(5)
    school.watched(false)
    school.pass(HOUR)
    expect(school.open()).toMatchObject([{ key: 'tv-offline tv:101', healedAt: null }])
    school.watched(true)
    school.pass(1)
    expect(school.open()).toHaveLength(1)
  })

  it('W7 what comes again while its fault is open is counted, also after a restart', () => {
    const school = simulation()
    school.off('101')
    school.pass(12)
    school.restart()
    school.pass(12)
    school.on('101')
    school.pass(4)
    school.off('101')
    school.pass(12)
    expect(school.steps().map(({ type }) => type)).toEqual(['open', 'heal', 'return', 'rooms'])
    expect(school.cases()).toHaveLength(1)
  })

  it('W9 W11 healed for a day it closes by itself; within two weeks it is the same fault again', () => {
    const school = simulation()
    school.off('101')
    school.pass(12)
    school.on('101')
    school.pass(LAPSE_MS / MINUTE + 20, 5)
    expect(school.cases()).toMatchObject([{ state: 'closed', lapsed: true }])
    school.off('101')
    school.pass(12)
    expect(school.cases()).toMatchObject([{ state: 'triaged', healedAt: null }])
  })

  it('W9 a fault that somebody has taken up stays open', () => {
    const school = simulation()
    school.off('101')
    school.pass(12)
    school.person('1', { state: 'fixing' })
    school.on('101')
    school.pass(LAPSE_MS / MINUTE + 20, 5)
    expect(school.cases()).toMatchObject([{ state: 'fixing' }])
  })

  it('W10 dismissed it stays quiet until it was gone once; closed though still there it opens again', () => {
    const school = simulation()
    school.off('101', '301')
    school.pass(12)
    school.person('1', { state: 'dismissed', closedAt: school.now() })
    school.person('2', { state: 'closed', closedAt: school.now() })
    school.pass(STILL_THERE_MS / MINUTE - 1)
    expect(school.open()).toEqual([])
    school.pass(2)
    expect(keys(school.open())).toEqual(['tv-offline tv:301'])
    school.on('101')
    school.pass(3)
    school.off('101')
    school.pass(12)
    expect(keys(school.open())).toEqual(['tv-offline tv:101', 'tv-offline tv:301'])
    expect(school.cases()).toHaveLength(3)
  })
})

describe('whatever happens', () => {
  const event = fc.record({
    rooms: fc.oneof(
      fc.subarray(all, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(roomsOf('1'), roomsOf('2'), roomsOf('3'), all),
    ),
    off: fc.boolean(),
    minutes: fc.integer({ min: 1, max: 14 }),
    act: fc.constantFrom('none', 'restart', 'dismiss', 'close', 'fix'),
  })

  it('W5 W7 no cause has two open cases, no room is lost, and nothing is left when all is well', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 14 }), (events) => {
        const school = simulation()
        const away = new Map<string, number>()
        for (const { rooms, off, minutes, act } of events) {
          for (const id of rooms) {
            if (off) away.set(id, away.get(id) ?? school.now())
            else away.delete(id)
          }
          if (off) school.off(...rooms)
          else school.on(...rooms)
          if (act === 'restart') school.restart()
          const [first] = school.open()
          if (act === 'dismiss' && first !== undefined)
            school.person(first.faultId, { state: 'dismissed', closedAt: school.now() })
          if (act === 'close' && first !== undefined)
            school.person(first.faultId, { state: 'closed', closedAt: school.now() })
          if (act === 'fix' && first !== undefined) school.person(first.faultId, { state: 'fixing' })
          school.pass(minutes)
          const open = keys(school.open())
          expect(new Set(open).size).toBe(open.length)
          const told = new Set(school.causes().flatMap(({ displayIds }) => displayIds))
          for (const [id, since] of away)
            if (school.now() - since >= (OFFLINE_MINUTES + 0.5) * MINUTE && act !== 'restart')
              expect(told, `${id} is told of`).toContain(id)
        }
        school.on(...all)
        school.pass(5)
        expect(school.open().filter(({ healedAt }) => healedAt === null)).toEqual([])
        school.pass(LAPSE_MS / MINUTE + 20, 5)
        expect(school.open().filter(({ state }) => state === 'reported')).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('W2 nothing is believed before its time', () => {
    const patienceOf = patienceWith(OFFLINE_MINUTES)
    const trouble = (since: number) =>
      ({ kind: 'tv-offline', subject: { type: 'tv', id: '101' }, since, params: {} }) as never
    const book = tracked(new Map(), { troubles: [trouble(0)], unjudged: new Set() }, new Set(), patienceOf, 0 as never)
    const [entry] = book.values()
    expect(entry !== undefined && isConfirmed(entry, patienceOf('tv-offline'))).toBe(false)
  })
})
