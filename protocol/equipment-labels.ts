/** Labels for equipment: which sheet, from which label on, for which devices. */
import { type Static, Type } from 'typebox'

/** A4, portrait; millimetres. */
export const PAPER_MM = { width: 210, height: 297 } as const

/** Sheets as they are sold; the sizes are in `label-sheet.ts`. */
export const LabelSheetId = Type.Union([Type.Literal('L7160'), Type.Literal('L7163'), Type.Literal('A4-40')])
export type LabelSheetId = Static<typeof LabelSheetId>

const Edge = Type.Number({ minimum: 0, maximum: 60, description: 'Millimetres' })
/** Any other sheet: how many labels, the margins around them and the gaps between. Millimetres. */
export const SheetGrid = Type.Object(
  {
    columns: Type.Integer({ minimum: 1, maximum: 6 }),
    rows: Type.Integer({ minimum: 1, maximum: 16 }),
    ...{ left: Edge, right: Edge, top: Edge, bottom: Edge, gapX: Edge, gapY: Edge },
  },
  { additionalProperties: false },
)
export type SheetGrid = Static<typeof SheetGrid>

/** Labels per sheet at most: `startAt` lies within it. */
export const MOST_PER_SHEET = 96
/** Twelve sheets of forty, in a PDF of 2 MB: some seconds for who waits for them, and nothing for the server. */
export const MOST_LABELS = 480

export const LabelOrder = Type.Object(
  {
    ids: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: MOST_LABELS }),
    sheet: Type.Union([LabelSheetId, SheetGrid]),
    /** The first free label of the first sheet, from 1. */
    startAt: Type.Integer({ minimum: 1, maximum: MOST_PER_SHEET }),
    /** Frames to see where the labels lie, for a try on plain paper. */
    frames: Type.Boolean(),
    /** Where the panel is reached: what the code on the label opens. */
    address: Type.String({ maxLength: 200, pattern: '^https?://[^/\\s?#]+$' }),
  },
  { additionalProperties: false },
)
export type LabelOrder = Static<typeof LabelOrder>
