/** The 維修單 on paper: A4, in Traditional Chinese, with a box for each office, empty where it is still to be signed by hand. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.d.ts'
import type { SlipTurn, SlipView } from '../../protocol/slip.ts'
import type { Instant } from '../../protocol/time.ts'
import { writtenInstant } from '../mail/school-date.ts'
import { millimetres } from '../papers/paper.ts'

export interface PaperOf {
  readonly slip: SlipView
  /** The offices that will be asked, for a slip that is not on its way. */
  readonly offices: readonly string[]
  readonly schoolName: string
  readonly minguoYears: boolean
  readonly timeZone: string
  /** What the QR code leads to. */
  readonly address: string
  readonly printedAt: Instant
}

const STATES: Readonly<Record<SlipView['state'], string>> = {
  draft: '草稿，尚未送出會簽',
  circulating: '會簽中',
  signed: '已簽畢',
  refused: '不同意',
  withdrawn: '已撤回',
}
const INK = '#14222a'
const FAINT = '#5c6b73'
const LINE = '#8b969b'
const GROUND = '#eef1f1'

const money = (amount: number | null): string => (amount === null ? '' : `新臺幣 ${amount.toLocaleString('en')} 元`)

const label = (text: string) => ({
  text,
  color: FAINT,
  fillColor: GROUND,
  margin: [0, 3, 0, 3] as [number, number, number, number],
})
/** @param lines that it is high at least, so that a person can write in it */
const value = (text: string, lines = 1) => ({
  text: `${text === '' ? ' ' : text}${'\n'.repeat(Math.max(0, lines - text.split('\n').length))}`,
  margin: [0, 3, 0, 3] as [number, number, number, number],
})

export const slipPaper = (paper: PaperOf): TDocumentDefinitions => {
  const { slip } = paper
  const written = (at: Instant) =>
    writtenInstant(at, { language: 'zh-TW', minguoYears: paper.minguoYears, timeZone: paper.timeZone })
  return {
    pageMargins: [millimetres(18), millimetres(16), millimetres(18), millimetres(16)],
    info: { title: `維修單 ${slip.number}`, author: paper.schoolName },
    defaultStyle: { color: INK },
    content: [
      headOf(paper, written),
      factsOf(slip),
      { text: '會簽', bold: true, fontSize: 12, margin: [0, 14, 0, 6] },
      ...boxesOf(paper, written),
      footOf(paper, written),
    ],
  }
}

const headOf = ({ slip, schoolName, address }: PaperOf, written: (at: Instant) => string): Content => ({
  columns: [
    [
      { text: schoolName, fontSize: 13 },
      { text: '設備維修單', fontSize: 22, bold: true },
      { text: `編號 ${slip.number}`, fontSize: 14, bold: true, margin: [0, 2, 0, 0] },
      { text: `開立 ${written(slip.createdAt)}，${slip.createdBy}`, color: FAINT },
      { text: `${STATES[slip.state]}　故障編號 ${slip.fault.number}`, color: FAINT },
    ],
    { qr: address, fit: 92, width: 'auto', alignment: 'right' },
  ],
  margin: [0, 0, 0, 10],
})

const LAYOUT = { hLineWidth: () => 0.6, vLineWidth: () => 0.6, hLineColor: () => LINE, vLineColor: () => LINE }

const factsOf = (slip: SlipView): Content => ({
  table: {
    widths: [66, '*', 66, '*'],
    body: [
      [label('設備'), value(slip.device), label('教室或地點'), value(slip.room)],
      [label('財產編號'), value(slip.propertyNumber), label('廠商'), value(slip.vendor)],
      [label('損壞情形與\n維修內容'), { ...value(slip.what, 4), colSpan: 3 }, '', ''],
      [label('校內無法\n修復的原因'), { ...value(slip.reason, 3), colSpan: 3 }, '', ''],
      [label('估價'), value(money(slip.estimate)), label('實際費用'), value(money(slip.cost))],
    ],
  },
  layout: LAYOUT,
})

/** Two boxes in a row, each with room for a signature or a seal. */
const boxesOf = ({ slip, offices }: PaperOf, written: (at: Instant) => string): Content[] => {
  const boxes =
    slip.turns.length > 0
      ? slip.turns.map((turn) => boxOf(turn.name, turn, written))
      : offices.map((name) => boxOf(name, null, written))
  const rows = Array.from({ length: Math.ceil(boxes.length / 2) }, (_, row) => boxes.slice(row * 2, row * 2 + 2))
  return rows.map((row) => ({
    table: { widths: ['*', '*'], heights: millimetres(32), body: [[row[0] ?? '', row[1] ?? '']] },
    layout: LAYOUT,
    margin: [0, 0, 0, -0.6],
    unbreakable: true,
  }))
}

const boxOf = (name: string, turn: SlipTurn | null, written: (at: Instant) => string): TableCell => {
  const head: Content = { text: name, color: FAINT, margin: [0, 2, 0, 4] }
  const signature = turn?.signature ?? null
  if (turn === null || signature === null) return { stack: [head] }
  const how = signature.via === 'paper' ? `（紙本簽名，${signature.recordedBy ?? ''}登錄）` : ''
  return {
    stack: [
      head,
      { text: `${turn.state === 'refused' ? '不同意　' : ''}${signature.name}`, fontSize: 15, bold: true },
      { text: `${written(signature.at)}${how}`, fontSize: 9 },
      { text: `內容指紋 ${signature.hash.slice(0, 8)}`, fontSize: 9, color: FAINT },
    ],
  }
}

const footOf = ({ slip, printedAt }: PaperOf, written: (at: Instant) => string): Content => {
  const others = slip.turns.flatMap(({ signature }) => (signature === null ? [] : [signature.hash]))
  const isSame = others.every((hash) => hash === slip.hash)
  return {
    text: [
      ...(slip.refusal === '' ? [] : [{ text: `不同意的原因：${slip.refusal}\n`, color: INK, fontSize: 10 }]),
      `目前內容指紋 ${slip.hash.slice(0, 8)}（SHA-256 前八碼${isSame ? '' : '；與簽名時不同，簽名不算數'}）。`,
      `空白的格子可以用紙本簽名或蓋章，再到系統登錄。列印 ${written(printedAt)}。`,
    ],
    fontSize: 8.5,
    color: FAINT,
    margin: [0, 10, 0, 0],
  }
}
