/**
 * The register as a CSV file: read in any order of columns and either language, written so that reading it again changes
 * nothing. Pure.
 */
import { CsvError, parse } from 'csv-parse/sync'
import type { EquipmentKind, EquipmentState } from '../../protocol/equipment.ts'
import type { Language } from '../../protocol/text.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { type Cell, csvText, decodeText, plainCell } from '../csv/csv-text.ts'
import { normalLabel, printedLabel } from './label-id.ts'
import {
  COLUMNS,
  type Column,
  columnOf,
  HEADERS,
  kindWords,
  readKind,
  readState,
  sayKind,
  sayState,
  stateWords,
} from './register-columns.ts'
import type { RegisterProblem } from './register-problems.ts'
import { readDate, readSum } from './written-value.ts'

/** What a line says of a device; columns that the file does not have are left out, and left alone. */
export interface Written {
  readonly label?: string
  readonly propertyNumber?: string
  readonly name?: string
  readonly kind?: EquipmentKind
  readonly state?: EquipmentState
  readonly room?: string
  readonly maker?: string
  readonly model?: string
  readonly serial?: string
  /** By name. */
  readonly vendor?: string
  readonly bought?: SchoolDate | null
  readonly price?: number | null
  readonly warrantyUntil?: SchoolDate | null
  /** A label or a property number. */
  readonly parent?: string
  /** By name. */
  readonly tv?: string
  readonly note?: string
}
export interface RegisterLine {
  readonly line: number
  readonly written: Written
}
export interface ReadRegister {
  readonly lines: readonly RegisterLine[]
  /** The lines that have any are not among `lines`. */
  readonly errors: readonly RegisterProblem[]
}

/** A school of three hundred rooms with ten devices each. */
export const MOST_LINES = 3000
const LONGEST: Readonly<Partial<Record<Column, number>>> = { note: 2000 }
const LONGEST_WORD = 80

const nothing = (code: RegisterProblem['code'], line = 1, params: RegisterProblem['params'] = {}): ReadRegister => ({
  lines: [],
  errors: [{ line, code, params }],
})

/** @param language of the words in what is told of a line */
export const readRegister = (bytes: Uint8Array, language: Language): ReadRegister => {
  const text = decodeText(bytes)
  if (text === null) return nothing('encoding')
  let records: ReturnType<typeof recordsOf>
  try {
    records = recordsOf(text.replace(/^\uFEFF/, ''))
  } catch (problem) {
    if (problem instanceof CsvError) return nothing('quotes', Math.max(1, lineOf(problem)))
    throw problem
  }
  const [header, ...rest] = records
  const columns = (header?.cells ?? []).map((heading) => ({ heading, column: columnOf(heading) }))
  const again = columns.find(
    ({ column }, index) => column !== null && columns.findIndex((each) => each.column === column) < index,
  )
  if (again !== undefined) {
    const first = columns.find(({ column }) => column === again.column)
    return nothing('header-twice', 1, { first: first?.heading ?? '', second: again.heading })
  }
  if (!columns.some(({ column }) => column === 'name' || column === 'label' || column === 'propertyNumber'))
    return nothing('header')
  if (rest.length === 0) return nothing('empty')
  if (rest.length > MOST_LINES) return nothing('many', 1, { most: MOST_LINES })
  const lines: RegisterLine[] = []
  const errors: RegisterProblem[] = []
  for (const { line, cells } of rest) {
    const reading = readLine(
      columns.flatMap(({ column }, place) => (column === null ? [] : [[column, cells[place] ?? ''] as const])),
      line,
      language,
    )
    errors.push(...reading.errors)
    if (reading.errors.length === 0) lines.push({ line, written: reading.written })
  }
  return { lines, errors }
}

const lineOf = (problem: CsvError): number => (typeof problem.lines === 'number' ? problem.lines : 1)

/** Rows with the line on which each begins; empty ones left out. */
const recordsOf = (text: string): readonly { readonly line: number; readonly cells: readonly string[] }[] => {
  const rows: { readonly line: number; readonly cells: readonly string[] }[] = []
  parse(text, {
    relax_column_count: true,
    trim: true,
    on_record: (cells: readonly string[], { lines }) => {
      const breaks = cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
      if (cells.some((cell) => cell !== ''))
        rows.push({ line: lines - breaks, cells: cells.map((cell) => plainCell(cell).trim().replace(/\r\n?/g, '\n')) })
      return null
    },
  })
  return rows
}

const readLine = (
  cells: readonly (readonly [Column, string])[],
  line: number,
  language: Language,
): { readonly written: Written; readonly errors: readonly RegisterProblem[] } => {
  const errors: RegisterProblem[] = []
  const wrong = (code: RegisterProblem['code'], params: RegisterProblem['params'] = {}) => {
    errors.push({ line, code, params })
  }
  const read = (column: Column, value: string): Written => {
    const heading = HEADERS[column][language]
    const most = LONGEST[column] ?? LONGEST_WORD
    if (value.length > most) wrong('long', { column: heading, most })
    switch (column) {
      case 'label': {
        if (value === '') return {}
        const label = normalLabel(value)
        if (label === null) wrong('label', { value })
        return label === null ? {} : { label }
      }
      case 'kind': {
        const kind = value === '' ? 'other' : readKind(value)
        if (kind === null) wrong('kind', { value, known: kindWords(language) })
        return kind === null ? {} : { kind }
      }
      case 'state': {
        const state = value === '' ? 'in-use' : readState(value)
        if (state === null) wrong('state', { value, known: stateWords(language) })
        return state === null ? {} : { state }
      }
      case 'bought':
      case 'warrantyUntil': {
        const date = value === '' ? null : readDate(value)
        if (date === null && value !== '') wrong('date', { column: heading, value })
        return { [column]: date }
      }
      case 'price': {
        const price = value === '' ? null : readSum(value)
        if (price === null && value !== '') wrong('price', { value })
        return { price }
      }
      case 'name':
        return value === '' ? {} : { name: value }
      default:
        return { [column]: value }
    }
  }
  let written: Written = {}
  for (const [column, value] of cells) written = { ...written, ...read(column, value) }
  return { written, errors }
}

/** One device as a line of the table. */
export type WrittenDevice = Required<Written>

/** The whole table, in the words of one language. */
export const writeRegister = (devices: readonly WrittenDevice[], language: Language): string => {
  const row = (device: WrittenDevice): readonly Cell[] =>
    COLUMNS.map((column): Cell => cellOf(column, device[column], language))
  return csvText([COLUMNS.map((column) => HEADERS[column][language]), ...devices.map(row)])
}

/** A value as it is written in the table, and told of in words. */
export const cellOf = (column: Column, value: string | number | null, language: Language): Cell => {
  if (typeof value !== 'string') return value
  switch (column) {
    case 'label':
    case 'parent':
      return value === '' || value.startsWith('#') ? value : printedLabel(value)
    case 'kind':
      return sayKind(value, language)
    case 'state':
      return sayState(value, language)
    default:
      return value
  }
}
