import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import type { Reading } from './conversation.ts'
import { type Condition, considered, findingsOf, pauseAfter, troubleOf } from './health.ts'

const MINUTE = 60_000
const identity = { maker: 'Kôgaku', model: 'K-1', serial: '001', firmware: '1.10' }
const fresh: Condition = {
  health: { state: 'new' },
  since: instant(0),
  identity: { maker: '', model: '', serial: '', firmware: '' },
  offsetMs: null,
  lookedAt: null,
  answeredAt: null,
}
const read = (ms: number, uncertainMs = 500, serial = '001'): Reading => ({
  type: 'read',
  identity: { ...identity, serial },
  offset: { ms, uncertainMs },
})
const gone: Reading = { type: 'silence', reason: 'silent' }
/** What a row of looks, a minute apart, leads to. */
const looked = (...readings: readonly Reading[]) =>
  readings.reduce((before, reading, index) => considered(before, reading, instant((index + 1) * MINUTE)), fresh)
const trouble = (condition: Condition) => troubleOf({ ...condition, id: 'c1', name: '主播台', equipmentId: null })

describe('how a camera is', () => {
  it('keeps who it is and since when, and forgets neither while it is away', () => {
    expect(looked(read(0), gone, gone)).toEqual({
      health: { state: 'unreachable', reason: 'silent' },
      since: 2 * MINUTE,
      identity,
      offsetMs: 0,
      lookedAt: 3 * MINUTE,
      answeredAt: MINUTE,
    })
    expect(looked(read(0), gone, gone, read(0))).toMatchObject({ health: { state: 'ok' }, since: 4 * MINUTE })
  })

  it('calls a clock off only when it surely is, and right again only when it surely is', () => {
    const states = [2400, 2600, 1700, 1400, 2400].map(
      (_, index, offsets) => looked(...offsets.slice(0, index + 1).map((ms) => read(ms))).health.state,
    )
    expect(states).toEqual(['ok', 'clock-off', 'clock-off', 'ok', 'ok'])
    expect(looked(read(-2600)).health.state).toBe('clock-off')
    expect(looked(read(2600, 2000)).health.state).toBe('ok')
    expect(looked({ type: 'read', identity, offset: null })).toMatchObject({ health: { state: 'ok' }, offsetMs: null })
  })

  it('does not take another device for the camera, and tells its number', () => {
    const replaced = looked(read(0), read(0, 500, '002'))
    expect(replaced).toMatchObject({ health: { state: 'replaced', serial: '002' }, identity })
    expect(trouble(replaced)).toMatchObject({ kind: 'camera-replaced', params: { serial: '002' } })
    expect(looked(read(0), read(0, 500, '')).health.state).toBe('ok')
  })

  it('is in trouble from the second look on, from the first when a person is needed anyway', () => {
    expect(trouble(looked(read(0), gone))).toBeNull()
    expect(trouble(looked(read(0), gone, gone))).toMatchObject({ kind: 'camera-unreachable', since: 2 * MINUTE })
    expect(trouble(looked(read(0), { type: 'no-entry' }))).toMatchObject({ kind: 'camera-unauthorised' })
    expect(trouble(looked(read(9000)))).toMatchObject({ kind: 'camera-clock', params: { name: '主播台', seconds: 9 } })
    const closed = looked({ type: 'closed' }, { type: 'closed' })
    expect(trouble(closed)).toBeNull()
    const { unjudged } = findingsOf([{ ...closed, id: 'c1', name: '', equipmentId: null }])
    expect(unjudged).toContain('camera-clock camera:c1')
    expect(trouble(looked(gone, gone, read(0)))).toBeNull()
  })

  it('is another trouble with another certificate, the same for all that follow, and one that is over when it is known again', () => {
    const changed = (digit: string): Reading => ({
      type: 'certificate-changed',
      seen: { sha256: digit.repeat(64), validFrom: null, validTo: null },
    })
    const after = looked(read(0), changed('a'), changed('b'))
    expect(after).toMatchObject({
      health: { state: 'certificate-changed', seen: { sha256: 'b'.repeat(64) } },
      since: 2 * MINUTE,
      identity,
      answeredAt: MINUTE,
    })
    expect(trouble(after)).toMatchObject({ kind: 'camera-certificate', since: 2 * MINUTE })
    expect(trouble(looked(changed('a'), read(0)))).toBeNull()
  })

  it('says that it answers over HTTPS alone', () => {
    const only = looked(read(0), { type: 'https-only', port: 8443 })
    expect(only.health).toEqual({ state: 'https-only', port: 8443 })
    expect(trouble(only)).toMatchObject({ kind: 'camera-https-only', params: { name: '主播台' } })
  })

  it('asks a camera that is away less and less often, and always again', () => {
    const pauses = (state: 'unreachable' | 'unauthorised') =>
      [1, 2, 3, 4, 9].map(
        (times) => pauseAfter(state === 'unreachable' ? { state, reason: 'silent' } : { state }, times) / MINUTE,
      )
    expect(pauses('unreachable')).toEqual([1, 2, 4, 5, 5])
    expect(pauses('unauthorised')).toEqual([5, 10, 20, 40, 60])
    expect(pauseAfter({ state: 'ok' }, 500)).toBe(MINUTE)
  })

  it('never lets time run backwards, whatever comes', () => {
    const reading = fc.oneof(
      fc.constantFrom<Reading>(
        gone,
        { type: 'no-entry' },
        { type: 'closed' },
        { type: 'read', identity, offset: null },
      ),
      fc
        .record({ ms: fc.integer({ min: -9000, max: 9000 }), serial: fc.constantFrom('', '001', '002') })
        .map(({ ms, serial }) => read(ms, 500, serial)),
    )
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 30 }), (readings) => {
        let condition = fresh
        readings.forEach((each, index) => {
          const next = considered(condition, each, instant((index + 1) * MINUTE))
          expect(next.since).toBeGreaterThanOrEqual(condition.since)
          expect(next.since).toBeLessThanOrEqual(next.lookedAt ?? 0)
          expect(next.answeredAt ?? 0).toBeLessThanOrEqual(next.lookedAt ?? 0)
          if (condition.identity.serial !== '' && next.identity.serial !== '')
            expect(next.identity.serial).toBe(condition.identity.serial)
          condition = next
        })
      }),
    )
  })
})
