/** A year's work under the procedures as a table for a spreadsheet. */
import type { Procedure } from '../../protocol/procedure.ts'
import { REQUEST_KINDS } from '../../protocol/request-kinds.ts'
import type { Language } from '../../protocol/text.ts'
import { type Cell, csvText } from '../csv/csv-text.ts'
import type { WorkRecord } from './records.ts'

const HEADER = ['year', 'procedure', 'name', 'work', 'kind', 'done', 'missed', 'late', 'open']

export const recordsCsv = (
  year: number,
  records: readonly WorkRecord[],
  procedures: readonly Pick<Procedure, 'number' | 'content'>[],
  language: Language,
): string => {
  const names = new Map(
    procedures.map(({ number, content }) => [number, content.name[language] || content.name['zh-TW']]),
  )
  return csvText([
    HEADER,
    ...records.map(({ procedure, work, kind, done, missed, late, open }): Cell[] => [
      ...[year, procedure, names.get(procedure) ?? '', work],
      kind === null ? null : REQUEST_KINDS[kind].name[language],
      ...[done, missed, late, open],
    ]),
  ])
}
