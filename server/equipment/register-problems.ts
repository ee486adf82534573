/** What can be wrong with a list of equipment, in words that say what to do. */
import type { Sentence, TextParams } from '../../protocol/text.ts'

export const REGISTER_PROBLEMS = {
  encoding: {
    'zh-TW': '讀不出文字：請用 UTF-8 或 Big5 編碼的 CSV 檔。',
    en: 'The text can’t be read: use a CSV file in UTF-8 or Big5.',
  },
  quotes: {
    'zh-TW': '引號沒有成對，後面的欄位分不開。請檢查這一行的引號。',
    en: 'The quotation marks don’t pair, so the cells after them can’t be told apart. Check this line.',
  },
  header: {
    'zh-TW': '第一行要有欄位名稱，至少要有「名稱」，或「財產編號」「標籤編號」。',
    en: 'The first line must name the columns: “Name” at least, or “Property number” or “Label”.',
  },
  'header-twice': {
    'zh-TW': '「{first}」和「{second}」指的是同一個欄位，請刪掉一個。',
    en: '“{first}” and “{second}” name the same column: remove one.',
  },
  empty: { 'zh-TW': '檔案裡沒有設備。', en: 'There is no equipment in this file.' },
  many: {
    'zh-TW': '一次最多 {most} 行，請分成幾個檔案。',
    en: 'At most {most} lines at a time: divide the file.',
  },
  name: { 'zh-TW': '新設備要有名稱（最多 80 個字元）。', en: 'A new device needs a name of at most 80 characters.' },
  long: {
    'zh-TW': '「{column}」太長：最多 {most} 個字元。',
    en: '“{column}” is too long: at most {most} characters.',
  },
  kind: { 'zh-TW': '不認得種類「{value}」。可以用：{known}。', en: 'The kind “{value}” is not known. Use: {known}.' },
  state: {
    'zh-TW': '不認得狀態「{value}」。可以用：{known}。',
    en: 'The state “{value}” is not known. Use: {known}.',
  },
  date: {
    'zh-TW': '「{column}」的日期「{value}」讀不懂，請寫成 2026-11-23 或 115/11/23。',
    en: 'The date “{value}” under “{column}” can’t be read: write 2026-11-23.',
  },
  price: { 'zh-TW': '價格「{value}」不是整數的新臺幣金額。', en: 'The price “{value}” is not a sum in whole NT$.' },
  label: {
    'zh-TW': '「{value}」不是標籤編號。新設備請留空白，會自動編號。',
    en: '“{value}” is not a label’s number. Leave it empty for a new device; it gets one.',
  },
  twice: {
    'zh-TW': '「{value}」在第 {first} 行已經寫過。',
    en: '“{value}” is already on line {first}.',
  },
  'number-taken': {
    'zh-TW': '財產編號「{value}」已經登記在「{name}」。',
    en: 'The property number “{value}” already belongs to “{name}”.',
  },
  parent: {
    'zh-TW': '找不到「裝在」的設備「{value}」。請寫它的標籤編號或財產編號。',
    en: 'The device “{value}” that it is built into was not found. Write its label or property number.',
  },
  'in-itself': {
    'zh-TW': '設備不能裝在自己，或裝在自己裡面的設備裡。',
    en: 'A device can’t be built into itself, or into what is built into it.',
  },
  tv: {
    'zh-TW': '沒有叫「{value}」的電視（或不只一台）。請寫電視在「電視」頁的名稱。',
    en: 'There is no TV called “{value}”, or more than one. Write its name as the TVs’ page has it.',
  },
  'tv-taken': {
    'zh-TW': '電視「{value}」已經登記成另一台設備。',
    en: 'The TV “{value}” is registered as another device already.',
  },
} as const satisfies Readonly<Record<string, Sentence>>

export interface RegisterProblem {
  readonly line: number
  readonly code: keyof typeof REGISTER_PROBLEMS
  readonly params: TextParams
}
