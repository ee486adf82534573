/** A line drawn by finger, as the path that is kept. Pure. */
import { SIGNATURE_SIZE } from '../../../protocol/visit.ts'

/** Longer than any name needs; the pad then takes no more. */
const LONGEST = 19_900

export interface Point {
  /** Within the pad, 0 to 1. */
  readonly x: number
  readonly y: number
}

const within = (value: number, size: number): number => Math.round(Math.min(Math.max(value, 0), 1) * size)
const written = ({ x, y }: Point): string => `${within(x, SIGNATURE_SIZE.width)} ${within(y, SIGNATURE_SIZE.height)}`

/** The finger touches. */
export const begun = (path: string, point: Point): string =>
  path.length > LONGEST ? path : `${path}${path === '' ? '' : ' '}M${written(point)}`

/** The finger moves; a point where it is already adds nothing. */
export const drawn = (path: string, point: Point): string => {
  const to = written(point)
  return path.length > LONGEST || path === '' || path.endsWith(to) ? path : `${path} L${to}`
}
