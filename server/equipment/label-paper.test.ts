import { describe, expect, it } from 'vitest'
import { placesOn, sheetOf } from '../../protocol/label-sheet.ts'
import { cutOut, drawPages, readCode } from '../../test/papers.ts'
import { printPaper } from '../papers/printing.ts'
import { type LabelledDevice, labelPaper, reportAddress } from './label-paper.ts'

const DPI = 200
const dots = (mm: number) => (mm * DPI) / 25.4
const ADDRESS = 'http://192.168.10.20:8080'
const LABELS = ['CDFGHJKM', 'PNMKJHGF', '3467CDFG']
const devices: readonly LabelledDevice[] = LABELS.map((label, index) => ({
  ...{ label, room: ['101', '圖書館二樓視聽教室', 'Broadcast room'][index] ?? '' },
  name: ['電視', '無線麥克風接收機（視聽教室備用，請勿外借）', 'Switch, 24 ports'][index] ?? '',
  propertyNumber: index === 0 ? '3140101-03-000017' : '',
}))

describe('printed labels', () => {
  it.each(['L7160', 'L7163', 'A4-40'] as const)(
    'on %s each code is read back from a picture of its own label, from the chosen label on, over two sheets',
    async (id) => {
      const sheet = sheetOf(id)
      if (sheet === null) throw new Error(id)
      const startAt = sheet.columns * sheet.rows - 1
      const order = { devices, sheet, startAt, frames: false, address: ADDRESS, language: 'zh-TW' } as const
      const pages = await drawPages(await printPaper(labelPaper(order)), DPI)
      expect(pages.length).toBe(2)
      const read = placesOn(sheet, devices.length, startAt).map(({ page, x, y }) => {
        const at = { x: dots(x), y: dots(y), width: dots(sheet.width), height: dots(sheet.height) - 1 }
        const picture = pages[page]
        return picture === undefined ? null : readCode(cutOut(picture, at))
      })
      expect(read).toEqual(LABELS.map((label) => reportAddress(ADDRESS, label)))
    },
  )
})
