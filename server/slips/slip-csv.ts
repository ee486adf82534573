/** Slips as a table for a spreadsheet; states as their codes, money in New Taiwan dollars. */
import type { SlipView } from '../../protocol/slip.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Cell, csvText } from '../csv/csv-text.ts'

const HEADER = [
  ...['number', 'fault', 'state', 'what', 'device', 'room', 'property number', 'vendor', 'reason'],
  ...['estimate', 'cost', 'over estimate', 'made', 'made by', 'sent', 'ended', 'waits for', 'since', 'signatures'],
]

/** @param text an instant as it is written */
export const slipCsv = (slips: readonly SlipView[], text: (at: Instant) => string): string => {
  const orNone = (at: Instant | null): Cell => (at === null ? null : text(at))
  return csvText([
    HEADER,
    ...slips.map((slip): Cell[] => [
      ...[slip.number, slip.fault.number, slip.state, slip.what, slip.device, slip.room, slip.propertyNumber],
      ...[slip.vendor, slip.reason, slip.estimate, slip.cost, overEstimate(slip)],
      ...[text(slip.createdAt), slip.createdBy, orNone(slip.sentAt), orNone(slip.endedAt)],
      ...[waitsText(slip), orNone(slip.waitsSince), signaturesText(slip, text)],
    ]),
  ])
}

/** How much more it cost than was estimated; null: not known, or not more. */
export const overEstimate = ({ cost, estimate }: Pick<SlipView, 'cost' | 'estimate'>): number | null =>
  cost === null || estimate === null || cost <= estimate ? null : cost - estimate

const waitsText = ({ waits, turns }: SlipView): string =>
  waits
    .map(({ office, for: what }) => {
      const name = turns.find((turn) => turn.office === office)?.name ?? 'section'
      return `${name}: ${what}`
    })
    .join('; ')

const signaturesText = ({ turns }: SlipView, text: (at: Instant) => string): string =>
  turns
    .flatMap(({ name, state, signature }) =>
      signature === null
        ? []
        : [`${name} ${state} ${signature.name} ${text(signature.at)} ${signature.hash.slice(0, 8)}`],
    )
    .join('; ')
