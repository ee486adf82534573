import { expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { type Attempt, outcomeOf, WAITS_MS } from './retries.ts'

const NOW = instant(1_000_000)
const failed = (final = false): Attempt => ({ type: 'failed', failure: { code: 'deferred', answer: '451' }, final })

test('waits grow', () => {
  expect([...WAITS_MS].sort((a, b) => a - b)).toEqual(WAITS_MS)
  expect(WAITS_MS[0]).toBe(60_000)
})
test('what arrived is done, whatever the number of attempts', () => {
  expect(outcomeOf({ type: 'sent' }, 99, NOW, NOW)).toEqual({ type: 'sent' })
})
test('a first failure is tried again after a minute, the last one is given up with its reason', () => {
  expect(outcomeOf(failed(), 1, NOW, null)).toMatchObject({ type: 'again', at: NOW + 60_000 })
  expect(outcomeOf(failed(), WAITS_MS.length, NOW, null)).toMatchObject({ type: 'again' })
  expect(outcomeOf(failed(), WAITS_MS.length + 1, NOW, null)).toEqual({
    type: 'given-up',
    failure: { code: 'deferred', answer: '451' },
  })
})
test('a refusal that is meant is not tried again', () => {
  expect(outcomeOf(failed(true), 1, NOW, null).type).toBe('given-up')
})
test('nothing is tried again at an instant when nobody needs it', () => {
  expect(outcomeOf(failed(), 1, NOW, instant(NOW + 60_000)).type).toBe('given-up')
  expect(outcomeOf(failed(), 1, NOW, instant(NOW + 60_001)).type).toBe('again')
})
