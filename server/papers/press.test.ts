import { afterAll, describe, expect, it } from 'vitest'
import { sheetOf } from '../../protocol/label-sheet.ts'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { drawPages, readCode } from '../../test/papers.ts'
import type { PaperOrder } from './order.ts'
import { createPress, type PressLimits } from './press.ts'

const AT = instant(Date.parse('2026-11-26T12:03:00+08:00'))
const sheet = sheetOf('L7160')
if (sheet === null) throw new Error('no sheet')

const labels = (count: number, address = 'http://noon.example'): PaperOrder => ({
  kind: 'labels',
  of: {
    devices: Array.from({ length: count }, () => ({
      label: 'CDFGHJKM',
      name: '電視',
      room: '101',
      propertyNumber: '',
    })),
    ...{ sheet, startAt: 1, frames: false, address, language: 'zh-TW' },
  },
})

const logged: object[] = []
const clock = createTestClock(AT)
const presses: { stop(): Promise<void> }[] = []
const pressOf = (limits: Partial<PressLimits> = {}) => {
  const press = createPress({ clock, log: { error: (details) => logged.push(details) }, limits })
  presses.push(press)
  return press
}
afterAll(() => Promise.all(presses.map((press) => press.stop())))

describe('the press', () => {
  it('prints what was ordered, and refuses more than there is room for', async () => {
    const press = pressOf({ most: 1 })
    const first = press.print(labels(1))
    await expect(press.print(labels(1))).rejects.toMatchObject({ code: 'PAPERS_MANY' })
    const pages = await drawPages(await first, 200)
    expect(pages.map(readCode)).toEqual(['http://noon.example/#/report?label=CDFGHJKM'])
  })

  it('ends a paper that takes too long, and makes the next', async () => {
    const press = pressOf({ deadlineMs: 5000 })
    const late = press.print(labels(1))
    clock.advance(5000)
    await expect(late).rejects.toMatchObject({ code: 'PAPER_TOO_LARGE' })
    expect((await press.print(labels(1))).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('ends a paper that takes too much memory', async () => {
    await expect(pressOf({ memoryMb: 16 }).print(labels(480))).rejects.toMatchObject({ code: 'PAPER_TOO_LARGE' })
  })

  it('writes down why a paper could not be made', async () => {
    logged.length = 0
    const order = labels(1, `http://${'x'.repeat(5000)}`)
    await expect(pressOf().print(order)).rejects.toMatchObject({ code: 'PAPER_FAILED' })
    expect(logged).toMatchObject([{ kind: 'labels', end: 'done', reason: expect.stringContaining('Error') }])
  })

  it('ends with the server: who waits is told, and no thread is left', async () => {
    const press = pressOf()
    const waiting = [press.print(labels(480)), press.print(labels(1))].map((made) =>
      made.catch((error: unknown) => error),
    )
    await press.stop()
    expect(await Promise.all(waiting)).toMatchObject([{ code: 'PAPERS_MANY' }, { code: 'PAPERS_MANY' }])
    await expect(press.print(labels(1))).rejects.toMatchObject({ code: 'PAPERS_MANY' })
  })
})
