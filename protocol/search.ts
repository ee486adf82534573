/** One search over everything the reader may see. */
import { type Static, Type } from 'typebox'

/** What was found, and with it where the panel shows it. */
export const FoundKind = Type.Union([
  Type.Literal('fault'),
  Type.Literal('request'),
  Type.Literal('duty'),
  Type.Literal('equipment'),
  Type.Literal('vendor'),
  Type.Literal('visit'),
  Type.Literal('procedure'),
  Type.Literal('programme'),
  Type.Literal('room'),
  Type.Literal('person'),
])
export type FoundKind = Static<typeof FoundKind>

export const Found = Type.Object({
  kind: FoundKind,
  id: Type.String(),
  /** What it is called. */
  name: Type.String(),
  /** A second line: its number, its room; may be empty. */
  detail: Type.String(),
  /** Behind `/#`. */
  path: Type.String(),
})
export type Found = Static<typeof Found>

/** So many of each kind. */
export const MOST_FOUND = 8
