/** How a slip's state looks, and in words who is waited for. */
import type { TFunction } from 'i18next'
import type { SlipFields, SlipState, SlipTurn, SlipView, TurnState } from '../../../protocol/slip.ts'
import type { Language } from '../../../protocol/text.ts'

interface Look {
  readonly level: string
  readonly shape: string
}
export const SLIP_LOOKS: Readonly<Record<SlipState, Look>> = {
  draft: { level: 'amber', shape: '▲' },
  circulating: { level: 'grey', shape: '…' },
  signed: { level: 'ready', shape: '✓' },
  refused: { level: 'amber', shape: '✕' },
  withdrawn: { level: 'grey', shape: '○' },
}
export const TURN_LOOKS: Readonly<Record<TurnState, Look>> = {
  waiting: { level: 'grey', shape: '…' },
  asked: { level: 'amber', shape: '▲' },
  signed: { level: 'ready', shape: '✓' },
  refused: { level: 'amber', shape: '✕' },
}

export const officeName = ({ name, nameEn }: Pick<SlipTurn, 'name' | 'nameEn'>, language: Language): string =>
  language === 'en' && nameEn !== '' ? nameEn : name

/** One sentence per who is waited for; none when nobody is. */
export const waitsWords = ({ waits, turns }: SlipView, t: TFunction, language: Language): readonly string[] => {
  const asking = turns.filter(({ state }) => state === 'asked')
  return waits.map(({ office, for: what }, place) => {
    // An answer is the section's to give; whose question it is stands in the turns.
    const turn = what === 'answer' ? (asking[place] ?? asking[0]) : turns.find((each) => each.office === office)
    return t(`slip.waits.${what}`, { office: turn === undefined ? '' : officeName(turn, language) })
  })
}

const NEEDED = ['what', 'device', 'reason', 'estimate'] as const
/** What an office can't sign without, and is still empty. */
export const lacking = (fields: SlipFields): readonly (typeof NEEDED)[number][] =>
  NEEDED.filter((name) => fields[name] === null || String(fields[name]).trim() === '')

export const dollars = (amount: number): string => amount.toLocaleString('en')

/** How much more it cost than was estimated; null: not known, or not more. */
export const overOf = ({ cost, estimate }: Pick<SlipView, 'cost' | 'estimate'>): number | null =>
  cost === null || estimate === null || cost <= estimate ? null : cost - estimate
