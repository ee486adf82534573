import { expect, test } from 'vitest'
import { firstPresent, parseMatch } from './fonts.ts'

test('a font counts as found only when it has Taiwan’s letters', () => {
  expect(parseMatch('/fonts/NotoSansCJK-Regular.ttc\nen|ja|zh-cn|zh-tw\n')).toBe('/fonts/NotoSansCJK-Regular.ttc')
  expect(parseMatch('/fonts/DejaVuSans.ttf\nen|fr|vi\n')).toBeNull()
  expect(parseMatch('')).toBeNull()
})

test('the first that exists is taken', async () => {
  const here = import.meta.filename
  expect(await firstPresent(['/nowhere/font.ttc', here])).toBe(here)
  expect(await firstPresent(['/nowhere/font.ttc'])).toBeNull()
})
