/** The facts of letters about repair slips. */
import { Type } from 'typebox'
import { Instant } from './time.ts'

const Told = { slipId: Type.String(), number: Type.String(), device: Type.String(), room: Type.String() }

/** Why an office is written to: its turn came; it came again after a change; its question was answered; it is waited for. */
const Why = Type.Union([
  Type.Literal('first'),
  Type.Literal('again'),
  Type.Literal('answered'),
  Type.Literal('reminder'),
])
/** `estimate` in New Taiwan dollars; `said` is an answer, or empty. */
const ToSign = { ...Told, office: Type.String(), why: Why, estimate: Type.Integer(), said: Type.String() }

export const SLIP_LETTERS = [
  /** To the accounts of the office. */
  Type.Object({ kind: Type.Literal('slip-to-sign'), ...ToSign }),
  /** To the office's address; `path` holds its one-time link: never shown, never sent to the webhook. */
  Type.Object({ kind: Type.Literal('slip-link'), ...ToSign, path: Type.String(), expiresAt: Instant }),
  /** To the section: an office asked, and again when nobody answered. */
  Type.Object({
    kind: Type.Literal('slip-asked'),
    ...Told,
    office: Type.String(),
    question: Type.String(),
    isReminder: Type.Boolean(),
  }),
  /** To the section. */
  Type.Object({ kind: Type.Literal('slip-signed'), ...Told }),
  Type.Object({ kind: Type.Literal('slip-refused'), ...Told, office: Type.String(), reason: Type.String() }),
  /** To who had signed: it was changed, or withdrawn. */
  Type.Object({ kind: Type.Literal('slip-void'), ...Told, office: Type.String(), isWithdrawn: Type.Boolean() }),
] as const

/** All but the link itself can be declined as one. */
export const SLIP_TOPICS = {
  'slip-to-sign': 'slips',
  'slip-link': null,
  'slip-asked': 'slips',
  'slip-signed': 'slips',
  'slip-refused': 'slips',
  'slip-void': 'slips',
} as const
