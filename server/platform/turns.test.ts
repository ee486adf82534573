import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

it('lets two in at a time, in order, and a failure gives its place on', async () => {
  const turn = createTurns(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const works = [0, 1, 2, 3].map((index) =>
    turn(async () => {
      begun.push(index)
      await new Promise<void>((resolve) => {
        ends[index] = resolve
      })
      if (index === 0) throw new Error('broken')
      return index
    }),
  )
  const settled = Promise.allSettled(works)
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  for (const index of [0, 1, 2, 3]) {
    await expect.poll(() => ends[index]).toBeTypeOf('function')
    ends[index]?.()
  }
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect(begun).toEqual([0, 1, 2, 3])
})
