/** A machine of states drawn as a chart: boxes and arrows laid out in layers, as SVG text that prints as it shows. Pure. */
import { Graph, layout } from '@dagrejs/dagre'

export interface ChartState {
  readonly id: string
  readonly label: string
  /** `start` and `end` are rounded, `critical` has a double edge: shape tells, not colour. */
  readonly kind: 'start' | 'step' | 'critical' | 'end'
  /** Whose turn it is, as a small second line; empty: nobody's. */
  readonly owner: string
}
export interface ChartMove {
  readonly from: string
  readonly to: string
  readonly label: string
}
export interface Chart {
  readonly title: string
  readonly states: readonly ChartState[]
  readonly moves: readonly ChartMove[]
}

interface Point {
  readonly x: number
  readonly y: number
}

const FONT_SIZE = 14
const SMALL_SIZE = 11
const PADDING = 12

/** Width of a text in letters of one pixel: Chinese letters are as wide as high, Latin about half. */
const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + (/[\u2E80-\uFFEF]/u.test(letter) ? 1 : 0.58), 0) * size

/** Moves between the same two states share one arrow, their names one under the other. */
const sharedMoves = (
  moves: readonly ChartMove[],
): readonly { from: string; to: string; labels: readonly string[] }[] => {
  const shared = new Map<string, { from: string; to: string; labels: string[] }>()
  for (const { from, to, label } of moves) {
    const key = `${from}\n${to}`
    const held = shared.get(key)
    if (held === undefined) shared.set(key, { from, to, labels: [label] })
    else if (!held.labels.includes(label)) held.labels.push(label)
  }
  return [...shared.values()]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const rounded = (value: number): string => value.toFixed(1)

const place = (states: readonly ChartState[], moves: ReturnType<typeof sharedMoves>) => {
  const graph = new Graph({ multigraph: false })
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 34, edgesep: 14, marginx: 12, marginy: 12 })
  for (const { id, label, owner } of states)
    graph.setNode(id, {
      width: Math.max(88, widthOf(label, FONT_SIZE), widthOf(owner, SMALL_SIZE)) + 2 * PADDING,
      height: owner === '' ? 38 : 52,
    })
  for (const { from, to, labels } of moves)
    graph.setEdge(from, to, {
      width: Math.max(...labels.map((label) => widthOf(label, SMALL_SIZE))) + 8,
      height: labels.length * (SMALL_SIZE + 4),
      labelpos: 'c',
    })
  layout(graph)
  return graph
}

/**
 * @returns an SVG document of its own; letters in the reader's font, colours black on white so that it prints and is read
 * in both shades
 */
export const drawChart = ({ title, states, moves }: Chart): string => {
  const shared = sharedMoves(moves)
  const graph = place(states, shared)
  const { width = 0, height = 0 } = graph.graph()
  const arrows = shared.map(({ from, to, labels }) => {
    const edge = graph.edge(from, to)
    const points: readonly Point[] = edge.points ?? []
    const { x = 0, y = 0 } = edge
    const line = points
      .map((point, index) => `${index === 0 ? 'M' : 'L'}${rounded(point.x)} ${rounded(point.y)}`)
      .join('')
    const widest = Math.max(...labels.map((label) => widthOf(label, SMALL_SIZE))) + 6
    const high = labels.length * (SMALL_SIZE + 4)
    const words = labels
      .map(
        (label, index) =>
          `<text x="${rounded(x)}" y="${rounded(y - high / 2 + (index + 0.8) * (SMALL_SIZE + 4))}" font-size="${SMALL_SIZE}" text-anchor="middle">${escaped(label)}</text>`,
      )
      .join('')
    const behind = `<rect x="${rounded(x - widest / 2)}" y="${rounded(y - high / 2)}" width="${rounded(widest)}" height="${high}" fill="#fff"/>`
    return `<path d="${line}" fill="none" stroke="#444" stroke-width="1.2"/>${headOf(points)}${behind}${words}`
  })
  const boxes = states.map((state) => boxOf(state, graph.node(state.id)))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" role="img" aria-label="${escaped(title)}" font-family="NotoSansTC, Noto Sans TC, Noto Sans CJK TC, sans-serif">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...arrows,
    ...boxes,
    '</svg>',
  ].join('')
}

/** The point of an arrow; drawn, as a marker would not survive into a PDF. */
const headOf = (points: readonly Point[]): string => {
  const [before, tip] = points.slice(-2)
  if (before === undefined || tip === undefined) return ''
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x)
  const corner = (turn: number) =>
    `${rounded(tip.x - 9 * Math.cos(angle + turn))},${rounded(tip.y - 9 * Math.sin(angle + turn))}`
  return `<polygon points="${rounded(tip.x)},${rounded(tip.y)} ${corner(0.4)} ${corner(-0.4)}" fill="#444"/>`
}

const boxOf = (
  { kind, label, owner }: ChartState,
  at: { x: number; y: number; width: number; height: number },
): string => {
  const [left, top] = [at.x - at.width / 2, at.y - at.height / 2]
  const corner = kind === 'start' || kind === 'end' ? at.height / 2 : 4
  const box = (inset: number) =>
    `<rect x="${rounded(left + inset)}" y="${rounded(top + inset)}" width="${rounded(at.width - 2 * inset)}" height="${rounded(at.height - 2 * inset)}" rx="${rounded(corner)}" fill="#fff" stroke="#111" stroke-width="${kind === 'end' ? 2 : 1.2}"/>`
  const middle = `x="${rounded(at.x)}" text-anchor="middle"`
  const words =
    owner === ''
      ? `<text ${middle} y="${rounded(at.y + FONT_SIZE * 0.35)}" font-size="${FONT_SIZE}">${escaped(label)}</text>`
      : `<text ${middle} y="${rounded(at.y - 3)}" font-size="${FONT_SIZE}">${escaped(label)}</text><text ${middle} y="${rounded(at.y + 15)}" font-size="${SMALL_SIZE}" fill="#444">${escaped(owner)}</text>`
  return `${box(0)}${kind === 'critical' ? box(3) : ''}${words}`
}
