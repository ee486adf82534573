/** A measurement: ours beside its peer, in one run on one machine. */

export interface BenchRow {
  /** What is measured, such as `2 MB segments`. */
  readonly what: string
  readonly ours: number
  /** The same work by the peer; null when there is none or it is not installed. */
  readonly peer: number | null
  /** How many times better ours is than the peer's (above 1 is better); null without a peer. */
  readonly ratio: number | null
  readonly unit: string
  /** What was asked for, in words: `≥ 5 ×`. */
  readonly target: string
  /** Null when it can't be said, for want of the peer. */
  readonly met: boolean | null
}

export interface Bench {
  readonly name: string
  run(): Promise<readonly BenchRow[]>
}

const number = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en', { maximumSignificantDigits: value >= 1000 ? 4 : 3 })

const cells = (row: BenchRow): readonly string[] => [
  row.what,
  `${number(row.ours)} ${row.unit}`,
  row.peer === null ? '–' : `${number(row.peer)} ${row.unit}`,
  row.ratio === null ? '–' : `${number(row.ratio)} ×`,
  row.target,
  row.met === null ? '–' : row.met ? 'met' : 'NOT MET',
]

const HEAD = ['what', 'ours', 'peer', 'ratio', 'target', '']

/** The rows as a table in Markdown, its columns aligned. */
export const table = (rows: readonly BenchRow[]): string => {
  const lines = [HEAD, ...rows.map(cells)]
  const widths = HEAD.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)))
  const line = (texts: readonly string[]): string =>
    `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = line(widths.map((width) => '-'.repeat(width)))
  return [line(HEAD), rule, ...lines.slice(1).map(line)].join('\n')
}
