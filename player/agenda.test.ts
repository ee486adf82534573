import { expect, it } from 'vitest'
import type { HeldPlan } from '../protocol/plan.ts'
import { reason } from '../protocol/reasons.ts'
import type { Airing } from '../protocol/rundown.ts'
import { duration, instant } from '../protocol/time.ts'
import { whySlate } from './agenda.ts'

const slate = (start: number, end: number, slotId: string | null, reasons: Airing['reasons']): Airing => ({
  id: `slate-${start}`,
  group: 'g',
  start: instant(start),
  end: instant(end),
  kind: 'slate',
  title: '',
  mediaId: null,
  offsetMs: duration(0),
  mediaDurationMs: duration(0),
  slotId,
  series: null,
  exam: false,
  emergency: false,
  reasons,
})
const planOf = (...airings: Airing[]): HeldPlan => ({
  version: 1,
  window: { start: instant(0), end: instant(1000) },
  airings,
  media: [],
})
const missing = reason('news-missing', { time: '12:04' })

it('says the last reason of a slot without a programme, during it and for the rest of the day', () => {
  const plan = planOf(
    slate(0, 100, null, [reason('no-slot')]),
    slate(100, 200, 's', [reason('try-news'), missing, reason('slate')]),
    slate(200, 1000, null, [reason('no-slot')]),
  )
  expect(whySlate(plan, instant(50), 0)).toBe(null)
  expect(whySlate(plan, instant(100), 0)).toEqual(missing)
  expect(whySlate(plan, instant(900), 0)).toEqual(missing)
  expect(whySlate(plan, instant(900), 150)).toBe(null)
})

it('says what kind of day it is', () => {
  const plan = planOf(slate(0, 1000, null, [reason('day-holiday'), reason('slate')]))
  expect(whySlate(plan, instant(500), 400)).toEqual(reason('day-holiday'))
})
