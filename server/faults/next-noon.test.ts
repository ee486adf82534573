import { expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { nextNoonIn } from './next-noon.ts'

const airing = (start: number, slotId: string | null) => ({ start: instant(start), slotId })

it('F5 the next noon is the next slot that begins, ready or not; neither the slate between nor a cut-in', () => {
  const airings = [airing(30, 'film'), airing(20, 'news'), airing(15, null), airing(10, 'over')]
  expect(nextNoonIn(airings, instant(10))).toBe(20)
  expect(nextNoonIn(airings, instant(30))).toBeNull()
})
