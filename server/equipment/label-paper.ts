/** Labels as a document to print: on each a QR that opens the report of a fault, and what a person reads beside it. Pure. */
import type { Content } from 'pdfmake/interfaces.d.ts'
import { encode } from 'uqr'
import type { Equipment } from '../../protocol/equipment.ts'
import { type Place, placesOn, type Sheet } from '../../protocol/label-sheet.ts'
import { type Language, type Sentence, say } from '../../protocol/text.ts'
import { millimetres, type Outlines, type Paper } from '../papers/paper.ts'
import { printedLabel } from './label-id.ts'
import { linesOf, widthOf } from './label-text.ts'

const WORDS = {
  title: { 'zh-TW': '設備標籤', en: 'Equipment labels' },
  hint: { 'zh-TW': '故障請掃描', en: 'Broken? Scan' },
} as const satisfies Readonly<Record<string, Sentence>>

export type LabelledDevice = Pick<Equipment, 'label' | 'name' | 'room' | 'propertyNumber'>

export interface LabelSheetOrder {
  readonly devices: readonly LabelledDevice[]
  readonly sheet: Sheet
  /** The first free label, from 1. */
  readonly startAt: number
  readonly frames: boolean
  /** `http://host:port` of the panel. */
  readonly address: string
  readonly language: Language
}

/** What a label's code opens: the report of a fault, with device and room filled in. */
export const reportAddress = (address: string, label: string): string => `${address}/#/report?label=${label}`

/** Office printers leave about 4 mm around the paper white; elsewhere the code needs its quiet zone (ISO/IEC 18004). */
const UNPRINTABLE_MM = 5
const PADDING_MM = 2.5
const LARGEST_CODE_SHARE = 0.42

export const labelPaper = (order: LabelSheetOrder): Paper => {
  const places = placesOn(order.sheet, order.devices.length, order.startAt)
  return {
    info: { title: say(WORDS.title, order.language) },
    pageMargins: 0,
    defaultStyle: { lineHeight: 1 },
    content: order.devices.flatMap((device, index) => {
      const place = places[index] ?? { page: 0, x: 0, y: 0 }
      const turned = place.page > (places[index - 1]?.page ?? 0)
      return [...(turned ? [PAGE_BREAK] : []), ...labelAt(place, device, order)]
    }),
  }
}

const PAGE_BREAK: Content = { text: ' ', fontSize: 1, pageBreak: 'before' }

const labelAt = (
  { x, y }: Place,
  device: LabelledDevice,
  { sheet, frames, address, language }: LabelSheetOrder,
): readonly (Content | Outlines)[] => {
  const padding = Math.max(PADDING_MM, UNPRINTABLE_MM - Math.min(sheet.left, sheet.top))
  const code = Math.min(sheet.height - 2 * padding, sheet.width * LARGEST_CODE_SHARE)
  const textX = x + padding + code + PADDING_MM
  const space = { width: x + sheet.width - padding - textX, height: sheet.height - 2 * padding }
  const at = (left: number, top: number) => ({
    absolutePosition: { x: millimetres(left), y: millimetres(top) },
  })
  return [
    ...(frames ? [frame(sheet, at(x, y))] : []),
    codeOf(reportAddress(address, device.label), { x: x + padding, y: y + padding, size: code }),
    ...textOf(device, space, language).map(
      ({ text, top, size, bold }): Content => ({
        ...{ text, bold, fontSize: size, noWrap: true },
        ...at(textX, y + padding + top),
      }),
    ),
  ]
}

const frame = ({ width, height }: Sheet, at: object): Content => ({
  canvas: [
    { type: 'rect', x: 0, y: 0, w: millimetres(width), h: millimetres(height), lineWidth: 0.3, lineColor: '#999999' },
  ],
  ...at,
})

/** Error correction M, as labels are scratched; without a border, as the label leaves one. One path: 240 codes are many. */
const codeOf = (text: string, at: { readonly x: number; readonly y: number; readonly size: number }): Outlines => {
  const { data, size: modules } = encode(text, { ecc: 'M', border: 0 })
  const module = millimetres(at.size) / modules
  const runs = data.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1] === true) return []
      const end = row.indexOf(false, x)
      const length = ((end < 0 ? row.length : end) - x) * module
      const from = [millimetres(at.x) + x * module, millimetres(at.y) + y * module].map(points).join(' ')
      return [`M${from}h${points(length)}v${points(module)}h-${points(length)}z`]
    }),
  )
  return { canvas: [{ type: 'path', d: runs.join(''), color: '#000000' }], absolutePosition: { x: 0, y: 0 } }
}

const points = (length: number): string => length.toFixed(3)

interface Line {
  readonly text: string
  /** Millimetres below the first line's top. */
  readonly top: number
  /** Points. */
  readonly size: number
  readonly bold: boolean
}

/** Noto Sans TC's lines are this many ems high. */
const LINE_EMS = 1.45
const MM_PER_POINT = 25.4 / 72
const SMALLEST_POINTS = 5
const LARGEST_POINTS = 10

/** Room and name large, the numbers small; for what it is there where space is left. What a person may have to type is never cut. */
const textOf = (
  { name, room, propertyNumber, label }: LabelledDevice,
  space: { readonly width: number; readonly height: number },
  language: Language,
): readonly Line[] => {
  const large = Math.min(LARGEST_POINTS, Math.max(SMALLEST_POINTS, (space.height / MM_PER_POINT / LINE_EMS) * 0.22))
  const small = Math.max(SMALLEST_POINTS, large * 0.8)
  const set = (text: string, size: number, bold: boolean, most: number) =>
    linesOf(text, space.width / (size * MM_PER_POINT), most).map((line) => ({ text: line, size, bold }))
  const whole = (text: string) => {
    const size = Math.min(small, space.width / MM_PER_POINT / Math.max(1, widthOf(text)))
    return text === '' ? [] : [{ text, size, bold: false }]
  }
  const numbers = [...whole(propertyNumber), ...whole(printedLabel(label))]
  const heightOf = (lines: readonly { readonly size: number }[]) =>
    lines.reduce((sum, { size }) => sum + size * MM_PER_POINT * LINE_EMS, 0)
  const hint = set(say(WORDS.hint, language), small, false, 1)
  const choices = [2, 1].flatMap((most) => {
    const told = [...set(room, large, true, 1), ...set(name, large, true, most), ...numbers]
    return [[...told, ...hint], told]
  })
  const chosen = choices.find((lines) => heightOf(lines) <= space.height + 0.2) ?? numbers
  return chosen.map((line, index) => ({ ...line, top: heightOf(chosen.slice(0, index)) }))
}
