import { assert, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAPER_MM } from './equipment-labels.ts'
import { labelsOn, placesOn, type Sheet, sheetOf } from './label-sheet.ts'

const known = (id: 'L7160' | 'L7163' | 'A4-40'): Sheet => {
  const sheet = sheetOf(id)
  if (sheet === null) throw new Error(id)
  return sheet
}

describe('sheets of labels', () => {
  it.each([
    ['L7160', 21],
    ['L7163', 14],
    ['A4-40', 40],
  ] as const)('%s has %i labels, all on the paper, the same margin left and right, top and bottom', (id, count) => {
    const sheet = known(id)
    const { width, height } = sheet
    const last = placesOn(sheet, count, 1).at(-1)
    expect(labelsOn(sheet)).toBe(count)
    expect(last?.page).toBe(0)
    expect(PAPER_MM.width - (last?.x ?? 0) - width).toBeCloseTo(sheet.left, 1)
    expect(PAPER_MM.height - (last?.y ?? 0) - height).toBeCloseTo(sheet.top, 1)
  })

  it('go on from the first free label, row by row, and over to the next sheet', () => {
    const places = placesOn(known('L7163'), 3, 13)
    expect(places.map(({ page, x, y }) => [page, x, Number(y.toFixed(2))])).toEqual([
      [0, 4.65, 243.75],
      [0, 106.25, 243.75],
      [1, 4.65, 15.15],
    ])
  })

  it('of one’s own measure lie on the paper and never over each other', () => {
    const edge = integer({ min: 0, max: 60 })
    const grid = record({
      ...{ columns: integer({ min: 1, max: 6 }), rows: integer({ min: 1, max: 16 }) },
      ...{ left: edge, right: edge, top: edge, bottom: edge, gapX: edge, gapY: edge },
    })
    assert(
      property(grid, (measured) => {
        const sheet = sheetOf(measured)
        if (sheet === null) return
        const places = placesOn(sheet, labelsOn(sheet), 1)
        for (const { x, y } of places) {
          expect(x + sheet.width).toBeLessThanOrEqual(PAPER_MM.width - measured.right + 1e-6)
          expect(y + sheet.height).toBeLessThanOrEqual(PAPER_MM.height - measured.bottom + 1e-6)
        }
        expect(sheet.pitchX).toBeGreaterThanOrEqual(sheet.width)
        expect(sheet.pitchY).toBeGreaterThanOrEqual(sheet.height)
      }),
    )
    expect(sheetOf({ columns: 6, rows: 16, left: 60, right: 60, top: 0, bottom: 0, gapX: 0, gapY: 0 })).toBeNull()
  })
})
