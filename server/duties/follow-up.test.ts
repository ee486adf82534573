import { describe, expect, it } from 'vitest'
import { type DutyStep, opensOf } from '../../protocol/duty.ts'
import { askedOf, type FailedStep, faultOf } from './follow-up.ts'
import { SEEDED_DUTIES } from './seeds.ts'

const step = (patch: Partial<DutyStep> = {}): DutyStep => ({
  ...{ id: 's', text: '機櫃溫度', critical: true, evidence: { type: 'tick' }, probe: null },
  ...patch,
})
const failed = (patch: Partial<FailedStep> = {}): FailedStep => ({
  ...{ occurrenceId: 'o', duty: '巡檢', step: step(), said: '41', by: { id: 'lin', name: '林' } },
  ...patch,
})

describe('what follows when a critical step fails', () => {
  it('D18 is a fault for what is repaired, a request for a paper, and what the duty says otherwise', () => {
    expect(opensOf(step())).toEqual({ type: 'fault' })
    expect(opensOf(step({ evidence: { type: 'file' } }))).toEqual({ type: 'request', kind: 'other' })
    expect(opensOf(step({ evidence: { type: 'file' }, opens: { type: 'fault' } }))).toEqual({ type: 'fault' })
    const page = { type: 'request', kind: 'school-page' } as const
    expect(opensOf(step({ opens: page }))).toEqual(page)
  })

  it('D18 is a fault whatever the step says where Nooncast looks by itself', () => {
    const seen = step({ opens: { type: 'request', kind: 'other' }, probe: { type: 'own-backup', maxHours: 36 } })
    expect(opensOf(seen)).toEqual({ type: 'fault' })
  })

  it('D18 says which step of which duty, at most as long as it may be', () => {
    expect(faultOf(failed())).toMatchObject({ source: 'operator', title: '巡檢：機櫃溫度', text: '41' })
    expect(faultOf(failed({ by: null })).source).toBe('system')
    expect(faultOf(failed()).cause?.key).toBe('duty o s')
    expect(askedOf(failed({ step: step({ text: '長'.repeat(300) }) }), 'other').summary).toHaveLength(160)
    expect(askedOf(failed({ said: '' }), 'school-page').fields).toEqual({ wording: '機櫃溫度' })
    expect(askedOf(failed(), 'other').fields).toEqual({})
  })

  it('D18 is chosen sensibly for what a new installation begins with', () => {
    const chosen = Object.entries(SEEDED_DUTIES).flatMap(([id, { steps }]) =>
      steps.flatMap((each) => {
        const opens = opensOf(each)
        return each.critical && opens.type === 'request' ? [[id, each.id, opens.kind]] : []
      }),
    )
    expect(chosen).toEqual([
      ...[
        ['sop-007-term', 'look', 'school-page'],
        ['sop-009-audit', 'fill', 'other'],
        ['sop-009-audit', 'file', 'other'],
      ],
    ])
  })
})
