/** The charts of a procedure, drawn from what really happens: the tables of moves, the steps of its duties, the way to noon. */
import { FAULT_MOVES, FAULT_OWNERS, FAULT_STATES, type FaultActType } from '../../protocol/fault.ts'
import { FAULT_ACT_WORDS, FAULT_OWNER_WORDS, FAULT_STATE_WORDS } from '../../protocol/fault-words.ts'
import type { ProcedureFlow } from '../../protocol/procedure.ts'
import { REQUEST_MOVES, REQUEST_NEXT, type RequestAct, RequestState } from '../../protocol/request.ts'
import { REQUEST_ACT_WORDS, REQUEST_OWNER_WORDS, REQUEST_STATE_WORDS } from '../../protocol/request-words.ts'
import type { Language, Sentence } from '../../protocol/text.ts'
import type { Chart, ChartMove, ChartState } from './flow-chart.ts'

/** A duty as far as a chart shows it. */
export interface DutySteps {
  readonly name: string
  readonly steps: readonly { readonly text: string; readonly critical: boolean }[]
}

const words = (zh: string, en: string): Sentence => ({ 'zh-TW': zh, en })

/** Where a request comes to when it is acted on; acts that lead back are left out of the chart. */
const REQUEST_LEADS: readonly (readonly [RequestAct, RequestState])[] = [
  ['take', 'taken'],
  ['ask', 'asked'],
  ['reply', 'taken'],
  ['answer', 'answered'],
  ['confirm', 'confirmed'],
  ['reopen', 'taken'],
  ['withdraw', 'withdrawn'],
  ['merge', 'merged'],
  ['hand-on', 'handed-on'],
]
const REQUEST_STATES: readonly RequestState[] = RequestState.anyOf.map(({ const: state }) => state)

const TITLES: Readonly<Record<ProcedureFlow, Sentence>> = {
  request: words('申請', 'A request'),
  fault: words('報修', 'A fault'),
  duty: words('定期公務', 'A duty'),
  noon: words('午間播出', 'A noon'),
}

const faultChart = (language: Language): Chart => ({
  title: TITLES.fault[language],
  states: FAULT_STATES.map((id) => ({
    id,
    label: FAULT_STATE_WORDS[id][language],
    kind: id === 'reported' ? 'start' : FAULT_OWNERS[id] === 'nobody' ? 'end' : 'step',
    owner: FAULT_OWNER_WORDS[FAULT_OWNERS[id]][language],
  })),
  moves: Object.entries(FAULT_MOVES).flatMap(([act, { from, to }]) =>
    to === null
      ? []
      : from
          .filter((state) => state !== to)
          .map((state) => ({ from: state, to, label: FAULT_ACT_WORDS[act as FaultActType][language] })),
  ),
})

const requestChart = (language: Language): Chart => ({
  title: TITLES.request[language],
  states: REQUEST_STATES.map((id) => {
    const next = REQUEST_NEXT[id]
    return {
      id,
      label: REQUEST_STATE_WORDS[id][language],
      kind: id === 'new' ? 'start' : next === null ? 'end' : 'step',
      owner: next === null ? '' : REQUEST_OWNER_WORDS[next.owner][language],
    }
  }),
  moves: REQUEST_LEADS.flatMap(([act, to]) =>
    REQUEST_MOVES[act].from
      .filter((from) => from !== to)
      .map((from) => ({ from, to, label: REQUEST_ACT_WORDS[act][language] })),
  ),
})

/** Steps in their order; a critical one that fails leads to a fault. */
const dutyChart = ({ name, steps }: DutySteps, language: Language): Chart => {
  const last = steps.length - 1
  const failed = steps.some(({ critical }) => critical)
  const states: readonly ChartState[] = [
    { id: 'due', label: words('到期', 'Due')[language], kind: 'start', owner: '' },
    ...steps.map(
      ({ text, critical }, index): ChartState => ({
        ...{ id: `${index}`, label: text.length > LONGEST_STEP ? `${text.slice(0, LONGEST_STEP)}…` : text, owner: '' },
        kind: critical ? 'critical' : 'step',
      }),
    ),
    { id: 'done', label: words('完成', 'Done')[language], kind: 'end', owner: '' },
    ...(failed
      ? [{ id: 'fault', label: words('開報修', 'Becomes a fault')[language], kind: 'end', owner: '' } as const]
      : []),
  ]
  const moves: readonly ChartMove[] = [
    { from: 'due', to: '0', label: words('開始', 'begin')[language] },
    ...steps.map((_, index) => ({
      ...{ from: `${index}`, to: index === last ? 'done' : `${index + 1}` },
      label: words('正常', 'in order')[language],
    })),
    ...steps.flatMap(({ critical }, index) =>
      critical ? [{ from: `${index}`, to: 'fault', label: words('不正常', 'not in order')[language] }] : [],
    ),
  ]
  return { title: name, states, moves }
}
const LONGEST_STEP = 28

const NOON: readonly (readonly [string, Sentence, Sentence])[] = [
  ['plan', words('排節目表', 'Plan'), words('操作員', 'operator')],
  ['prepare', words('影片備妥', 'Media prepared'), words('Nooncast', 'Nooncast')],
  ['hold', words('電視先存好', 'TVs hold it'), words('每台電視', 'each TV')],
  ['ready', words('確認可以播出', 'Is noon safe?'), words('操作員', 'operator')],
  ['air', words('12:04 播出', 'On air at 12:04'), words('每台電視', 'each TV')],
  ['record', words('播出紀錄', 'As-run'), words('Nooncast', 'Nooncast')],
]
const noonChart = (language: Language): Chart => ({
  title: TITLES.noon[language],
  states: [
    ...NOON.map(
      ([id, label, owner], index): ChartState => ({
        ...{ id, label: label[language], owner: owner[language] },
        kind: index === 0 ? 'start' : index === NOON.length - 1 ? 'end' : 'step',
      }),
    ),
    { id: 'fault', label: words('開報修', 'Becomes a fault')[language], kind: 'end', owner: '' },
  ],
  moves: [
    ...NOON.slice(1).map(([to], index) => ({
      from: NOON[index]?.[0] ?? '',
      to,
      label: words('接著', 'then')[language],
    })),
    ...['ready', 'record'].map((from) => ({ from, to: 'fault', label: words('不正常', 'not in order')[language] })),
  ],
})

/** The charts of these flows, in order; a duty's for each duty that the procedure has. */
export const chartsOf = (
  flows: readonly ProcedureFlow[],
  duties: readonly DutySteps[],
  language: Language,
): readonly Chart[] =>
  flows.flatMap((flow) => {
    switch (flow) {
      case 'fault':
        return [faultChart(language)]
      case 'request':
        return [requestChart(language)]
      case 'noon':
        return [noonChart(language)]
      case 'duty':
        return duties.filter(({ steps }) => steps.length > 0).map((duty) => dutyChart(duty, language))
      default:
        return flow satisfies never
    }
  })
