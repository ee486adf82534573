import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf, widthOf } from './label-text.ts'

describe('text on a label', () => {
  it('ends a line between Chinese letters and between Latin words', () => {
    expect(linesOf('第一會議室電視', 4, 3)).toEqual(['第一會議', '室電視'])
    expect(linesOf('Sony KD-55 television', 8, 3)).toEqual(['Sony KD-55', 'television'])
    expect(linesOf('101', 8, 2)).toEqual(['101'])
    expect(linesOf('  ', 8, 2)).toEqual([])
  })

  it('says by an ellipsis that there is more', () => {
    expect(linesOf('圖書館二樓視聽教室擴大機', 6, 1)).toEqual(['圖書館二樓…'])
    expect(linesOf('Broadcast room', 6.5, 1)).toEqual(['Broadcast…'])
    expect(linesOf('Network switch, 24 ports', 7.5, 2)).toEqual(['Network', 'switch, 24…'])
    expect(linesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 6, 2).at(-1)).toMatch(/…$/)
  })

  it('never grows wider than the line or longer than the lines, whatever it is', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const lines = linesOf(text, 7, 2)
        expect(lines.length).toBeLessThanOrEqual(2)
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(7)
      }),
    )
  })
})
