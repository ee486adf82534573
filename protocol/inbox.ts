/** The folder into which the school drops its programmes, often a share of the network: whether it can be used. */
import { type Static, Type } from 'typebox'
import { Instant } from './time.ts'

export const InboxLoss = Type.Union([
  /** There is no such folder. */
  Type.Literal('gone'),
  /** It is there, and the server may not or can't read it. */
  Type.Literal('unreadable'),
  /** It was a share, and is now an empty folder of the server's own: what is dropped into the share stays there. */
  Type.Literal('unmounted'),
  /** It does not answer, as a share whose server is away. */
  Type.Literal('silent'),
])
export type InboxLoss = Static<typeof InboxLoss>

export const InboxState = Type.Union([
  Type.Object({ state: Type.Literal('there') }),
  Type.Object({ state: Type.Literal('lost'), reason: InboxLoss, since: Instant }),
])
export type InboxState = Static<typeof InboxState>
