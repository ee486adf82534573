/** Processes that act in the same millisecond: each gets ready, says so, and waits for the word. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Type } from 'typebox'
import { Value } from 'typebox/value'

const Answers = Type.Array(Type.String())

export interface Racers {
  /**
   * @param file of the program; it sends a message when it is ready, acts when it hears one, and sends what came of it
   * @param orders one process each, given as its first argument in JSON
   * @returns what each says came of it, in the order of `orders`
   */
  race(file: string, orders: readonly object[]): Promise<readonly (readonly string[])[]>
  /** Ends whoever is left. */
  end(): void
}

export const createRacers = (): Racers => {
  const children = new Set<ChildProcess>()
  return {
    race: async (file, orders) => {
      const started = orders.map((order) => fork(file, [JSON.stringify(order)], { execArgv: [] }))
      for (const child of started) children.add(child)
      await Promise.all(started.map((child) => once(child, 'message')))
      const answers = started.map((child) => once(child, 'message'))
      for (const child of started) child.send('go')
      return (await Promise.all(answers)).map(([answer]) => Value.Parse(Answers, answer))
    },
    end: () => {
      for (const child of children) child.kill('SIGKILL')
      children.clear()
    },
  }
}
