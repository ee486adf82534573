import { expect, it } from 'vitest'
import { schoolDate } from '../../../protocol/time.ts'
import { createSchoolTime } from '../../school-time.ts'
import { wallInstant } from './wall-instant.ts'

it.each([
  ['Asia/Taipei', '2026-11-27', 724, '2026-11-27T12:04:00+08:00'],
  ['America/New_York', '2026-03-08', 60, '2026-03-08T01:00:00-05:00'],
  ['America/New_York', '2026-03-08', 724, '2026-03-08T12:04:00-04:00'],
  ['Europe/Berlin', '2026-10-25', 1439, '2026-10-25T23:59:00+01:00'],
])('T1 %s %s at minute %i', (zone, date, minute, expected) => {
  expect(wallInstant(schoolDate(date), minute, createSchoolTime(zone))).toBe(Date.parse(expected))
})
