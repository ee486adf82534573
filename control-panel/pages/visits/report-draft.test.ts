import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import { SignaturePath, VisitReport } from '../../../protocol/visit.ts'
import { emptyDraft, missingIn, NO_FINDING, type ReportDraft, readDraft, reportOf } from './report-draft.ts'
import { begun, drawn } from './signature-path.ts'

const draft: ReportDraft = {
  ...emptyDraft(' 王大明 '),
  callOutCost: 'NT$1,500',
  findings: {
    a: { ...NO_FINDING, outcome: 'fixed', done: ' 換電源板 ', cost: '1200', parts: [{ name: ' 電源板', count: '2' }] },
    gone: { ...NO_FINDING, outcome: 'not-fixed' },
  },
}

it('V3 a report is one once each fault has its outcome and somebody signs; what is no longer of the visit is left out', () => {
  expect(missingIn(draft, ['a', 'b'])).toEqual({ faultId: 'b' })
  expect(missingIn({ ...draft, technician: '  ' }, ['a'])).toBe('technician')
  expect(reportOf(draft, ['a', 'b'])).toBeNull()
  const report = reportOf(draft, ['a'])
  expect(report).toEqual({
    ...{ technician: '王大明', callOutCost: 1500, nextVisit: '', signature: '' },
    findings: [
      {
        ...{ faultId: 'a', outcome: 'fixed', found: '', done: '換電源板', cost: 1200 },
        parts: [{ name: '電源板', count: 2 }],
      },
    ],
  })
  expect(Value.Check(VisitReport, report)).toBe(true)
})
it('a draft comes back as it was kept, and anything else as none', () => {
  expect(readDraft(JSON.stringify(draft))).toEqual(draft)
  for (const kept of [null, '', '{', '[]', '{"technician":1}', JSON.stringify({ ...draft, signature: '<svg>' })])
    expect(readDraft(kept)).toBeNull()
})
it('a signature is lines within its box, and never longer than is kept', () => {
  let path = drawn(begun('', { x: 0.1, y: 0.5 }), { x: 0.2, y: 2 })
  path = begun(drawn(path, { x: 0.2, y: 2 }), { x: -1, y: 0 })
  expect(path).toBe('M60 100 L120 200 M0 0')
  for (let step = 0; step < 5000; step++) path = drawn(path, { x: (step % 100) / 100, y: (step % 7) / 7 })
  expect(path.length).toBeLessThanOrEqual(20_000)
  expect(Value.Check(SignaturePath, path)).toBe(true)
  expect(Value.Check(SignaturePath, 'M1 1" onload="x')).toBe(false)
})
