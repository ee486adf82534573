/** Reads a list of teachers: a CSV file whose first line names its columns, in either language and any order. */
import { Value } from 'typebox/value'
import { AccountName, Email, FullName, Subject } from '../../protocol/account.ts'
import type { Sentence, TextParams } from '../../protocol/text.ts'
import { cellsOf, decodeText } from '../csv/csv-text.ts'

export const PEOPLE_PROBLEMS = {
  encoding: {
    'zh-TW': '讀不出文字：請用 UTF-8 或 Big5 編碼的 CSV 檔。',
    en: 'The text can’t be read: use a CSV file in UTF-8 or Big5.',
  },
  header: {
    'zh-TW': '第一行要有「帳號」和「姓名」欄，可再加「電子郵件」「科目」。',
    en: 'The first line must name the columns “account” and “name”; “email” and “subject” may be added.',
  },
  empty: { 'zh-TW': '檔案裡沒有人。', en: 'There is nobody in this file.' },
  many: { 'zh-TW': '一次最多 {most} 人，請分成幾個檔案。', en: 'At most {most} people at a time: divide the file.' },
  name: {
    'zh-TW': '帳號「{value}」不能用：要有 1 到 80 個字元，不能有空白。',
    en: 'The account “{value}” can’t be used: 1 to 80 characters without spaces.',
  },
  'full-name': { 'zh-TW': '姓名要有 1 到 80 個字元。', en: 'The name needs 1 to 80 characters.' },
  email: { 'zh-TW': '「{value}」不是電子郵件地址。', en: '“{value}” is not an e-mail address.' },
  subject: { 'zh-TW': '科目太長：最多 80 個字元。', en: 'The subject is too long: at most 80 characters.' },
  twice: { 'zh-TW': '「{value}」在第 {first} 行已經寫過。', en: '“{value}” is already on line {first}.' },
  taken: { 'zh-TW': '「{value}」已經有帳號在用。', en: '“{value}” already belongs to an account.' },
} as const satisfies Readonly<Record<string, Sentence>>

export interface PeopleProblem {
  readonly line: number
  readonly code: keyof typeof PEOPLE_PROBLEMS
  readonly params: TextParams
}

export interface PersonLine {
  readonly line: number
  readonly name: string
  readonly fullName: string
  /** Lower case. */
  readonly email: string | null
  readonly subject: string
}

export interface ReadPeople {
  /** Empty when there is any error. */
  readonly people: readonly PersonLine[]
  readonly errors: readonly PeopleProblem[]
}

const MOST_PEOPLE = 500

const COLUMNS = {
  name: ['帳號', 'account', 'username'],
  fullName: ['姓名', 'name', 'full name'],
  email: ['電子郵件', 'email', 'e-mail'],
  subject: ['科目', '班級', '任教科目', 'subject', 'class'],
} as const satisfies Readonly<Record<string, readonly string[]>>
type Column = keyof typeof COLUMNS

/** @param taken names and e-mail addresses of accounts, lower case */
export const readPeople = (bytes: Uint8Array, taken: ReadonlySet<string>): ReadPeople => {
  const text = decodeText(bytes)
  if (text === null) return nobody('encoding')
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ cells: cellsOf(content), line: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [header, ...rest] = lines
  const heads = header?.cells.map((cell) => cell.toLowerCase()) ?? []
  const place = (column: Column) => {
    const words: readonly string[] = COLUMNS[column]
    return heads.findIndex((head) => words.includes(head))
  }
  if (place('name') < 0 || place('fullName') < 0) return nobody('header')
  if (rest.length === 0) return nobody('empty')
  if (rest.length > MOST_PEOPLE) return nobody('many', { most: MOST_PEOPLE })
  const people = rest.map(({ cells, line }): PersonLine => {
    const cell = (column: Column) => cells[place(column)] ?? ''
    const email = cell('email').toLowerCase()
    const [name, fullName, subject] = [cell('name'), cell('fullName'), cell('subject')]
    return { line, name, fullName, email: email === '' ? null : email, subject }
  })
  const errors = [...people.flatMap(wrongIn), ...clashes(people, taken)].sort((a, b) => a.line - b.line)
  return errors.length > 0 ? { people: [], errors } : { people, errors }
}

const nobody = (code: PeopleProblem['code'], params: TextParams = {}): ReadPeople => ({
  people: [],
  errors: [{ line: 1, code, params }],
})

const wrongIn = ({ line, name, fullName, email, subject }: PersonLine): PeopleProblem[] => [
  ...(Value.Check(AccountName, name) ? [] : [{ line, code: 'name', params: { value: name } } as const]),
  ...(fullName !== '' && Value.Check(FullName, fullName) ? [] : [{ line, code: 'full-name', params: {} } as const]),
  ...(email === null || Value.Check(Email, email) ? [] : [{ line, code: 'email', params: { value: email } } as const]),
  ...(Value.Check(Subject, subject) ? [] : [{ line, code: 'subject', params: {} } as const]),
]

/** Names and addresses that an earlier line or an account has. */
const clashes = (people: readonly PersonLine[], taken: ReadonlySet<string>): PeopleProblem[] => {
  const seen = new Map<string, number>()
  return people.flatMap(({ line, name, email }) =>
    [name, email].flatMap((value): PeopleProblem[] => {
      if (value === null || value === '') return []
      const key = value.toLowerCase()
      if (taken.has(key)) return [{ line, code: 'taken', params: { value } }]
      const first = seen.get(key)
      seen.set(key, first ?? line)
      return first === undefined || first === line ? [] : [{ line, code: 'twice', params: { value, first } }]
    }),
  )
}
