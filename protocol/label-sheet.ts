/** Sheets of self-adhesive labels: where on the paper each label lies. Millimetres, from the paper's top left corner. Pure. */
import { type LabelSheetId, PAPER_MM, type SheetGrid } from './equipment-labels.ts'

/** Where the makers' sheets have their labels, as measured on the sheets’ own templates. */
const SHEETS = {
  /** Avery L7160, and what is sold as 63.5 × 38.1: 21 a sheet. */
  L7160: { columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.25, top: 15.15, pitchX: 66, pitchY: 38.1 },
  /** Avery L7163, 99.1 × 38.1: 14 a sheet. */
  L7163: { columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, pitchX: 101.6, pitchY: 38.1 },
  /** Herma and A-One 52.5 × 29.7, without margins: 40 a sheet. */
  'A4-40': { columns: 4, rows: 10, width: 52.5, height: 29.7, left: 0, top: 0, pitchX: 52.5, pitchY: 29.7 },
} as const satisfies Readonly<Record<LabelSheetId, Sheet>>

export interface Sheet {
  readonly columns: number
  readonly rows: number
  readonly width: number
  readonly height: number
  /** Of the first label. */
  readonly left: number
  readonly top: number
  /** From one label's left (top) edge to the next one's. */
  readonly pitchX: number
  readonly pitchY: number
}

/** One label's place. `page` counts from 0. */
export interface Place {
  readonly page: number
  readonly x: number
  readonly y: number
}

/** Smaller than this, no telephone reads the code from a hand's breadth. */
export const SMALLEST_LABEL = { width: 30, height: 18 } as const

/** A sheet by its name, or one that the school measured itself; null when its labels would be too small to print. */
export const sheetOf = (chosen: LabelSheetId | SheetGrid): Sheet | null => {
  if (typeof chosen === 'string') return SHEETS[chosen]
  const { columns, rows, left, right, top, bottom, gapX, gapY } = chosen
  const width = (PAPER_MM.width - left - right - gapX * (columns - 1)) / columns
  const height = (PAPER_MM.height - top - bottom - gapY * (rows - 1)) / rows
  if (width < SMALLEST_LABEL.width || height < SMALLEST_LABEL.height) return null
  return { columns, rows, width, height, left, top, pitchX: width + gapX, pitchY: height + gapY }
}

export const labelsOn = ({ columns, rows }: Pick<Sheet, 'columns' | 'rows'>): number => columns * rows

/**
 * The places of so many labels, row by row.
 * @param startAt the first free label of the first sheet, from 1, so that a sheet begun is used up
 */
export const placesOn = (sheet: Sheet, count: number, startAt: number): readonly Place[] =>
  Array.from({ length: count }, (_, index) => {
    const place = startAt - 1 + index
    const onPage = place % labelsOn(sheet)
    const [row, column] = [Math.floor(onPage / sheet.columns), onPage % sheet.columns]
    return {
      page: Math.floor(place / labelsOn(sheet)),
      x: sheet.left + column * sheet.pitchX,
      y: sheet.top + row * sheet.pitchY,
    }
  })
