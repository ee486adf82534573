import { describe, expect, it } from 'vitest'
import { printPaper } from './printing.ts'

describe('a paper', () => {
  it('is a PDF with its letters inside, in a size that can be mailed', async () => {
    const pdf = await printPaper({ content: ['維修單 115-0012', { qr: 'http://noon.example/#/faults/1' }] })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.toString('latin1')).toContain('+NotoSansTC')
    expect(pdf.length).toBeLessThan(100_000)
  })

  it('reads no file and no address that a document names', async () => {
    await expect(printPaper({ content: [{ image: '/etc/hostname' }] })).rejects.toThrow()
    await expect(printPaper({ content: [{ image: 'http://127.0.0.1:1/x.png' }] })).rejects.toThrow()
  })
})
