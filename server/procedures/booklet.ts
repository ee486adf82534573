/** All procedures as one paper for the audit: each on pages of its own, with its charts and this year's record. */
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.d.ts'
import type { BothLanguages, Procedure } from '../../protocol/procedure.ts'
import type { Language, Sentence } from '../../protocol/text.ts'
import { say } from '../../protocol/text.ts'
import { millimetres } from '../papers/paper.ts'
import { type Chart, drawChart } from './flow-chart.ts'

export interface BookletPart {
  readonly procedure: Procedure
  readonly charts: readonly Chart[]
}

export interface Booklet {
  readonly schoolName: string
  readonly language: Language
  /** The date on the cover, as the school writes it. */
  readonly date: string
  readonly year: string
  readonly parts: readonly BookletPart[]
}

const words = (zh: string, en: string): Sentence => ({ 'zh-TW': zh, en })
const TITLE = words('標準作業程序', 'Standard operating procedures')
const ROWS = {
  number: words('編號', 'Number'),
  name: words('名稱', 'Name'),
  owner: words('承辦', 'Responsible'),
  when: words('辦理時間', 'When'),
  notes: words('注意事項', 'To mind'),
  basis: words('依據', 'Basis'),
  way: words('辦理方式', 'How it is done'),
  record: words('{year} 年紀錄', 'Record of {year}'),
  version: words('版次', 'Version'),
} as const
const RECORD = words(
  '完成 {done}，沒做 {missed}，逾期 {late}，進行中 {open}',
  '{done} done, {missed} missed, {late} late, {open} open',
)
const NONE = words('無', 'None')

/** The text in a language; one that is not written in English is read in Chinese. */
export const textIn = (text: BothLanguages, language: Language): string =>
  language === 'en' && text.en !== '' ? text.en : text['zh-TW']

const listed = (texts: readonly BothLanguages[], language: Language): Content =>
  texts.length === 0 ? NONE[language] : { ol: texts.map((text) => textIn(text, language)) }

/** Points that a chart may fill: A4 less its margins and a title. */
const ROOM = { width: millimetres(170), height: millimetres(225) }

const chartPage = (chart: Chart): Content => [
  { text: chart.title, style: 'chart', pageBreak: 'before' },
  { svg: drawChart(chart), fit: [ROOM.width, ROOM.height], alignment: 'center' },
]

const pagesOf = ({ procedure, charts }: BookletPart, { language, year }: Booklet): Content => {
  const { number, content, version, record } = procedure
  const row = (title: Sentence, value: Content): [Content, Content] => [
    { text: say(title, language, { year }), bold: true },
    value,
  ]
  return [
    {
      text: `SOP-${number} ${textIn(content.name, language)}`,
      style: 'name',
      pageBreak: 'before',
      tocItem: true,
    },
    {
      table: {
        widths: [millimetres(28), '*'],
        body: [
          row(ROWS.owner, textIn(content.owner, language)),
          row(ROWS.when, textIn(content.when, language)),
          row(ROWS.notes, listed(content.notes, language)),
          row(ROWS.basis, listed(content.basis, language)),
          row(ROWS.way, listed(content.way, language)),
          row(ROWS.record, say(RECORD, language, record)),
          row(ROWS.version, String(version)),
        ],
      },
    },
    ...charts.map(chartPage),
  ]
}

/** The document of the booklet, to be printed by the press. */
export const bookletOf = (booklet: Booklet): TDocumentDefinitions => {
  const { schoolName, language, date, parts } = booklet
  return {
    info: { title: `${schoolName} ${TITLE[language]}` },
    styles: {
      cover: { fontSize: 26, bold: true },
      name: { fontSize: 16, bold: true, marginBottom: 8 },
      chart: { fontSize: 13, bold: true, marginBottom: 8 },
    },
    footer: (page, pages) => ({
      text: `${schoolName} · ${TITLE[language]} · ${date} · ${page}/${pages}`,
      alignment: 'center',
      fontSize: 8,
    }),
    content: [
      { text: schoolName, fontSize: 16, marginTop: millimetres(50) },
      { text: TITLE[language], style: 'cover' },
      { text: date, marginBottom: millimetres(16) },
      { toc: {} },
      ...parts.map((part) => pagesOf(part, booklet)),
    ],
  }
}
