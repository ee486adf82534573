import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type BackupCopy, backupWarning } from '../../protocol/backup.ts'
import { instant } from '../../protocol/time.ts'
import { copyMadeAt, copyName } from './copy-name.ts'
import { DAILY, LATEST, outdated, WEEKLY } from './retention.ts'

const ZONE = 'Asia/Taipei'
const HOUR_MS = 3_600_000
const FIRST = Date.parse('2026-01-01T02:30:00+08:00')
const at = (text: string) => instant(Date.parse(text))
const copyAt = (madeAt: number): BackupCopy => ({
  ...{ name: copyName(instant(madeAt), ZONE), madeAt: instant(madeAt), bytes: 1 },
})

it('keeps fourteen days and eight weeks of a year of nights', () => {
  const year = Array.from({ length: 365 }, (_, night) => copyAt(FIRST + night * 24 * HOUR_MS))
  const gone = new Set(outdated(year, ZONE))
  const kept = year.filter((copy) => !gone.has(copy)).map(({ name }) => name.slice(9, 19))
  expect(kept).toEqual([
    ...['2026-11-15', '2026-11-22', '2026-11-29', '2026-12-06', '2026-12-13'],
    ...Array.from({ length: 14 }, (_, day) => `2026-12-${18 + day}`),
  ])
})

it('empties nothing after a summer without a server', () => {
  const spring = Array.from({ length: 14 }, (_, night) => copyAt(FIRST + night * 24 * HOUR_MS))
  expect(outdated([...spring, copyAt(at('2026-09-01T02:30:00+08:00'))], ZONE)).toHaveLength(1)
})

it('never deletes the newest, keeps a bounded number, and changes its mind about none that it kept before', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 24 * 400 }), { minLength: 1, maxLength: 120 }), (hours) => {
      const copies = hours.map((hour) => copyAt(FIRST + hour * HOUR_MS))
      const gone = outdated(copies, ZONE)
      const kept = copies.filter((copy) => !gone.includes(copy))
      expect(kept).toContainEqual(copyAt(FIRST + Math.max(...hours) * HOUR_MS))
      expect(kept.length).toBeLessThanOrEqual(DAILY + WEEKLY + LATEST)
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(copies.length, LATEST))
      expect(outdated(kept, ZONE)).toEqual([])
      expect(outdated([...copies].reverse(), ZONE)).toEqual(gone)
    }),
  )
})

it('reads from a name when the copy was made, and from others nothing', () => {
  const made = at('2026-11-26T02:30:05+08:00')
  expect(copyName(made, ZONE)).toBe('nooncast-2026-11-26-023005.tar.gz')
  expect(copyMadeAt('nooncast-2026-11-26-023005.tar.gz', ZONE)).toBe(made)
  for (const name of ['nooncast-2026-02-31-023005.tar.gz', '../nooncast-2026-11-26-023005.tar.gz', 'holiday.tar.gz'])
    expect(copyMadeAt(name, ZONE)).toBeNull()
})

it('warns when there is none, when the last try failed, and after two days', () => {
  const now = at('2026-11-26T08:00:00+08:00')
  const good = at('2026-11-26T02:30:00+08:00')
  const old = at('2026-11-24T02:30:00+08:00')
  const failure = { at: at('2026-11-26T03:30:00+08:00') }
  expect(backupWarning(good, null, now)).toBeNull()
  expect(backupWarning(good, { at: old }, now)).toBeNull()
  expect(backupWarning(good, failure, now)).toBe('failing')
  expect(backupWarning(old, null, now)).toBe('old')
  expect(backupWarning(null, null, now)).toBe('never')
  expect(backupWarning(null, failure, now)).toBe('failing')
})
