/** At most so many at a time; the others wait in line. */
export const createTurns = (most: number) => {
  let under = 0
  const waiting: (() => void)[] = []
  return async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (under >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else under++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever waits takes over the place that this one leaves.
      if (next === undefined) under--
      else next()
    }
  }
}
