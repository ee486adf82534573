import { expect, it } from 'vitest'
import type { FaultView } from '../../protocol/fault.ts'
import { instant } from '../../protocol/time.ts'
import { whyTold } from './morning.ts'

const NOW = instant(Date.parse('2026-11-26T07:30:00+08:00'))
const HOUR = 3_600_000
const MORNING = { now: NOW, next: instant(NOW + 24 * HOUR) }
const at = (hours: number) => instant(NOW + hours * HOUR)
const FAULT: FaultView = {
  ...{ id: 'f', number: '115-0001', state: 'triaged', severity: 'normal', source: 'person', title: 't', text: '' },
  ...{ symptom: null, cause: null, room: '', equipmentId: null, displayId: null, reporterId: null, reporterName: '' },
  ...{ ownerId: null, times: 1, acknowledgedAt: NOW, acknowledgedBy: 'lin', healedAt: null, askedAt: null },
  ...{ dueAt: at(48), clockMinutes: 0, clockAt: null, slipId: null, visitId: null, mergedIntoId: null, version: 1 },
  ...{ createdAt: at(-48), since: at(-48), closedAt: null },
}

it.each<[string | null, string, Partial<FaultView>]>([
  ['waits', 'is in hand', {}],
  ['fresh', 'was not looked at', { state: 'reported', acknowledgedAt: null }],
  ['late', 'is past its time, looked at or not', { state: 'reported', acknowledgedAt: null, dueAt: at(-1) }],
  ['due', 'is due before the next letter', { dueAt: at(23) }],
  ['healed', 'went away by itself', { healedAt: at(-3), dueAt: at(-1) }],
  ['blocks-noon', 'blocks noon, whoever is waited for', { severity: 'blocks-noon', state: 'called' }],
  [null, 'waits for its reporter', { askedAt: at(-2) }],
  [null, 'waits for the vendor', { state: 'called' }],
  ['waits', 'waits to be accepted', { state: 'to-accept' }],
])('F12 %s: a fault that %s', (why, _what, patch) => {
  expect(whyTold({ ...FAULT, ...patch }, MORNING)).toBe(why)
})
