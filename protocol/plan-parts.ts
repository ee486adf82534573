/** The parts that a plan and a TV's own wanted state share. */
import { type Static, Type } from 'typebox'

/** A programme, and which packaged content of it. */
export const MediaReference = Type.Object({ id: Type.String(), revision: Type.String() })
export type MediaReference = Static<typeof MediaReference>
