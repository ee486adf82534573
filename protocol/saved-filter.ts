/** What somebody looks for again and again on a page of lists. */
import { type Static, Type } from 'typebox'

export const FilterPage = Type.Union([Type.Literal('requests'), Type.Literal('faults')])
export type FilterPage = Static<typeof FilterPage>

const filter = {
  page: FilterPage,
  name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  /** As the page writes it into its address: `state=new&kind=computer`. */
  query: Type.String({ maxLength: 500 }),
  /** The whole section sees it. */
  shared: Type.Boolean(),
}
export const SavedFilterInput = Type.Object(filter, { additionalProperties: false })
export type SavedFilterInput = Static<typeof SavedFilterInput>
/** `own`: of whoever reads it. */
export const SavedFilter = Type.Object({ id: Type.String(), ...filter, own: Type.Boolean(), by: Type.String() })
export type SavedFilter = Static<typeof SavedFilter>
