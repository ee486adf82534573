import { describe, expect, it } from 'vitest'
import { FAULT_STATES } from '../../protocol/fault.ts'
import { FAULT_STATE_WORDS } from '../../protocol/fault-words.ts'
import { chartsOf } from './charts.ts'
import { drawChart } from './flow-chart.ts'

const DUTY = {
  name: '網站伺服器',
  steps: [
    { text: '備份 <在>', critical: true },
    { text: '更新', critical: false },
  ],
}

describe('the charts of a procedure', () => {
  it('show every state that a fault can be in, and lead nowhere that is not shown', () => {
    const [chart] = chartsOf(['fault'], [], 'zh-TW')
    expect(chart?.states.map(({ label }) => label)).toEqual(
      FAULT_STATES.map((state) => FAULT_STATE_WORDS[state]['zh-TW']),
    )
    for (const language of ['zh-TW', 'en'] as const)
      for (const { states, moves } of chartsOf(['fault', 'request', 'noon', 'duty'], [DUTY], language)) {
        const known = new Set(states.map(({ id }) => id))
        expect(moves.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([])
        const entered = new Set(moves.map(({ to }) => to))
        expect(states.filter(({ id, kind }) => kind !== 'start' && !entered.has(id))).toEqual([])
      }
  })

  it('follow the steps of each duty, a failed critical one into a fault', () => {
    const [chart] = chartsOf(['duty'], [DUTY, { name: '空的', steps: [] }], 'zh-TW')
    expect(chart?.states.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      ...['due start', '0 critical', '1 step', 'done end', 'fault end'],
    ])
    expect(chart?.moves.map(({ from, to }) => `${from}→${to}`)).toEqual(['due→0', '0→1', '1→done', '0→fault'])
  })

  it('are drawn without a box over another, words escaped', () => {
    for (const chart of chartsOf(['fault', 'request', 'duty'], [DUTY], 'zh-TW')) {
      const svg = drawChart(chart)
      const boxes = [...svg.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)" rx/g)]
        .map((found) => found.slice(1).map(Number))
        .filter(([, , , height = 0]) => height >= 38)
      const meet = ([x = 0, y = 0, w = 0, h = 0]: number[], [a = 0, b = 0, c = 0, d = 0]: number[]) =>
        x < a + c && a < x + w && y < b + d && b < y + h
      expect(boxes.length).toBe(chart.states.length)
      expect(boxes.filter((box, index) => boxes.slice(index + 1).some((other) => meet(box, other)))).toEqual([])
      expect(svg).not.toContain('<在>')
    }
  })
})
