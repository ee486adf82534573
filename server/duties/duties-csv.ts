/** What was due, step by step, as a table for a spreadsheet; states, results and findings as their codes. */
import type { DutyStep } from '../../protocol/duty.ts'
import type { DutyOccurrence, StepAnswer } from '../../protocol/duty-occurrence.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Cell, csvText } from '../csv/csv-text.ts'

const HEADER = [
  ...['procedure', 'duty', 'nominal', 'due', 'state', 'late', 'closed at', 'closed by', 'reason'],
  ...['step', 'result', 'value', 'unit', 'by', 'at', 'note', 'log', 'file', 'seen', 'opened', 'missed by'],
]

/** @param text an instant as it is written */
export const dutiesCsv = (occurrences: readonly DutyOccurrence[], text: (at: Instant) => string): string =>
  csvText([
    HEADER,
    ...occurrences.flatMap((each) =>
      each.steps.map((step): Cell[] => [
        ...[each.procedure, each.name, each.nominal, each.due, each.state, each.late ? 'yes' : 'no'],
        ...[each.closedAt === null ? null : text(each.closedAt), each.closedBy, each.reason, step.text],
        ...answerCells(
          step,
          each.answers.find(({ stepId }) => stepId === step.id),
          text,
        ),
        each.followUps.find(({ stepId }) => stepId === step.id)?.number ?? null,
        each.state === 'missed' ? (each.responsible.type === 'section' ? 'section' : each.responsible.name) : null,
      ]),
    ),
  ])

const answerCells = (step: DutyStep, answer: StepAnswer | undefined, text: (at: Instant) => string): Cell[] =>
  answer === undefined
    ? Array.from({ length: 9 }, () => null)
    : [
        ...[answer.result, answer.value, step.evidence.type === 'number' ? step.evidence.unit : null, answer.by],
        ...[text(answer.at), answer.note, answer.log, answer.attachment?.name ?? null, answer.finding?.code ?? null],
      ]
