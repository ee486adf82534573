import { describe, expect, test } from 'vitest'
import { DARK, LIGHT, type Palette } from './tokens.ts'

/** Relative luminance and contrast after WCAG 2.2. */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const pairs = (palette: Palette): readonly (readonly [string, string, string])[] => [
  ...(['ink', 'inkSoft', 'inkFaint', 'accent', 'ready', 'amber', 'red', 'grey'] as const).flatMap((text) =>
    (['surface', 'paper', 'sunken'] as const).map(
      (ground) => [`${text} on ${ground}`, palette[text], palette[ground]] as const,
    ),
  ),
  ['onAccent on accent', palette.onAccent, palette.accent],
  ['accent on accentSoft', palette.accent, palette.accentSoft],
  ['ready on readySoft', palette.ready, palette.readySoft],
  ['amber on amberSoft', palette.amber, palette.amberSoft],
  ['red on redSoft', palette.red, palette.redSoft],
  ['grey on greySoft', palette.grey, palette.greySoft],
]

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('the %s palette', (_name, palette) => {
  test.each(pairs(palette))('%s can be read (4.5:1)', (_pair, text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  })
})
