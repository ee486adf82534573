import { describe, expect, it } from 'vitest'
import type { SlipTurn, SlipView } from '../../protocol/slip.ts'
import { instant } from '../../protocol/time.ts'
import { drawPages, readCode } from '../../test/papers.ts'
import { printPaper } from '../papers/printing.ts'
import { type PaperOf, slipPaper } from './paper.ts'

const AT = instant(Date.parse('2026-11-26T09:30:00+08:00'))
const HASH = 'a1b2c3d4'.repeat(8)
const turn = (office: string, name: string, signature: SlipTurn['signature']): SlipTurn => ({
  ...{ office, name, nameEn: '', state: signature === null ? 'waiting' : 'signed', isUp: signature === null },
  ...{ since: null, signature, question: '', answer: '', linkUntil: null },
})
const signed = { name: '許組長', via: 'link', recordedBy: null, at: AT, address: '', hash: HASH } as const
const slip: SlipView = {
  ...{ id: 's1', number: '115-0012', faultId: 'f1', fault: { number: '115-0042', state: 'awaiting-slip' } },
  ...{ what: '擴大機沒有聲音\n開機後左右聲道都沒有輸出', device: '擴大機 Yamaha MA2030', room: '直播室' },
  ...{ propertyNumber: '3140101-03-12', vendor: '和聲音響', vendorId: null, estimate: 4500, reason: '主機板燒毀' },
  ...{ state: 'circulating', version: 1, round: 1, order: 'in-order', hash: HASH },
  turns: [turn('a', '庶務組', signed), turn('b', '會計室', null)],
  ...{ waits: [{ office: 'b', for: 'sign' }], waitsSince: AT, createdBy: '王老師', createdAt: AT, sentAt: AT },
  ...{ endedAt: null, refusal: '', cost: null },
}
const paper = (patch: Partial<PaperOf> = {}) =>
  slipPaper({
    ...{ slip, offices: ['庶務組', '會計室'], schoolName: '臺中一中', minguoYears: true, timeZone: 'Asia/Taipei' },
    ...{ address: 'http://noon.example:8080/#/slips/s1', printedAt: AT },
    ...patch,
  })
/** Every word of a document, in order. */
const words = (patch: Partial<PaperOf> = {}): string => {
  const texts: string[] = []
  JSON.stringify(paper(patch), (key, value: unknown) => {
    if ((key === 'text' || /^\d+$/.test(key)) && typeof value === 'string') texts.push(value)
    return value
  })
  return texts.join('\n')
}

describe('the printed slip', () => {
  it('is one page whose QR code leads to the slip', async () => {
    const pages = await drawPages(await printPaper(paper()), 150)
    expect(pages).toHaveLength(1)
    expect(pages[0] === undefined ? null : readCode(pages[0])).toBe('http://noon.example:8080/#/slips/s1')
  })

  it('L7 fills the box of who signed with name, time and fingerprint, and leaves the other empty', () => {
    const said = words()
    for (const part of ['115-0012', '故障編號 115-0042', '新臺幣 4,500 元', '民國115年11月26日（四） 09:30', '許組長'])
      expect(said).toContain(part)
    expect(said).toContain('內容指紋 a1b2c3d4')
    expect(said.endsWith('不算數')).toBe(false)
    expect(words({ slip: { ...slip, hash: '0'.repeat(64) } })).toContain('與簽名時不同')
  })

  it('L11 says what was signed on paper and who recorded it, and has a box for each office of a draft', () => {
    const onPaper = { ...signed, via: 'paper', recordedBy: '王老師' } as const
    expect(words({ slip: { ...slip, turns: [turn('a', '庶務組', onPaper)] } })).toContain('（紙本簽名，王老師登錄）')
    const draft = words({ slip: { ...slip, state: 'draft', turns: [] }, offices: ['庶務組', '會計室', '總務處'] })
    for (const office of ['庶務組', '會計室', '總務處']) expect(draft).toContain(office)
  })

  it('takes the longest words that a slip may have', async () => {
    const long = '很長的說明，'.repeat(160).slice(0, 1000)
    const pdf = await printPaper(paper({ slip: { ...slip, what: long, reason: long, device: long.slice(0, 120) } }))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })
})
