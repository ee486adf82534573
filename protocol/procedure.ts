/** The section's written procedures (SOP-001 … SOP-010) as pages that live: what they say, how they run, what became of them. */
import { type Static, Type } from 'typebox'
import { Instant } from './time.ts'

/** A text in both languages; an empty English one is read in Chinese. */
export const BothLanguages = Type.Object(
  { 'zh-TW': Type.String({ minLength: 1, maxLength: 4000 }), en: Type.String({ maxLength: 4000 }) },
  { additionalProperties: false },
)
export type BothLanguages = Static<typeof BothLanguages>

/** What its chart is drawn from: the states that faults or requests really go through, the steps of its duties, or noon. */
export const ProcedureFlow = Type.Union([
  Type.Literal('request'),
  Type.Literal('fault'),
  Type.Literal('duty'),
  Type.Literal('noon'),
])
export type ProcedureFlow = Static<typeof ProcedureFlow>

/** `001` … */
export const ProcedureNumber = Type.String({ pattern: '^[0-9]{3}$' })

export const ProcedureContent = Type.Object(
  {
    name: BothLanguages,
    /** Who is responsible. */
    owner: BothLanguages,
    /** When it is done. */
    when: BothLanguages,
    /** What to mind, one each. */
    notes: Type.Array(BothLanguages, { maxItems: 30 }),
    /** Laws and official letters that it rests on; none: empty. */
    basis: Type.Array(BothLanguages, { maxItems: 30 }),
    /** How it is done, paragraph by paragraph. */
    way: Type.Array(BothLanguages, { maxItems: 30 }),
  },
  { additionalProperties: false },
)
export type ProcedureContent = Static<typeof ProcedureContent>

/** This year's work under a procedure. */
export const ProcedureRecord = Type.Object({
  done: Type.Integer({ minimum: 0 }),
  /** Nobody did it while it could be done. */
  missed: Type.Integer({ minimum: 0 }),
  /** Open and past its time. */
  late: Type.Integer({ minimum: 0 }),
  /** Open and in time. */
  open: Type.Integer({ minimum: 0 }),
})
export type ProcedureRecord = Static<typeof ProcedureRecord>

/** What was done under a procedure: what the calendar asked, what people asked, what broke. */
export const PROCEDURE_WORKS = ['duty', 'request', 'fault'] as const
export type ProcedureWork = (typeof PROCEDURE_WORKS)[number]

export const Procedure = Type.Object({
  number: ProcedureNumber,
  content: ProcedureContent,
  flows: Type.Array(ProcedureFlow),
  /** Of the content, from 1. */
  version: Type.Integer({ minimum: 1 }),
  changedAt: Instant,
  /** Who wrote this version; empty: it came with Nooncast. */
  changedBy: Type.String(),
  record: ProcedureRecord,
})
export type Procedure = Static<typeof Procedure>

/** A version that was, or is, in force. */
export const ProcedureVersion = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  at: Instant,
  by: Type.String(),
  /** What was changed and why, in the editor's words. */
  why: Type.String(),
  content: ProcedureContent,
})
export type ProcedureVersion = Static<typeof ProcedureVersion>

export const ProcedureChange = Type.Object(
  {
    /** The version that was edited. */
    version: Type.Integer({ minimum: 1 }),
    content: ProcedureContent,
    why: Type.String({ maxLength: 300 }),
  },
  { additionalProperties: false },
)
