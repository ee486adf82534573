/** Requests as a table for a spreadsheet. What was said is not in it, notes of the section least of all. */
import type { RequestView } from '../../protocol/request.ts'
import { REQUEST_KINDS } from '../../protocol/request-kinds.ts'
import type { Language } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Cell, csvText } from '../csv/csv-text.ts'

const HEADER = [
  ...['number', 'kind', 'summary', 'room', 'state', 'requester', 'assignee'],
  ...['filed', 'since', 'due', 'publish by'],
]

/** @param text an instant as it is written */
export const requestsCsv = (
  requests: readonly RequestView[],
  text: (at: Instant) => string,
  language: Language,
): string =>
  csvText([
    HEADER,
    ...requests.map((each): Cell[] => [
      ...[each.number, REQUEST_KINDS[each.kind].name[language], each.summary, each.room, each.state],
      ...[each.requester.name, each.assignee?.name ?? '', text(each.filedAt), text(each.since)],
      ...[each.dueOn, each.wantedOn],
    ]),
  ])
