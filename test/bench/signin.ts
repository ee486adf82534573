/** Does the time of a refused sign-in tell whether the account exists? Wrong passwords for names that exist and that don’t, in turn. */
import { startTestApp, type TestApp } from '../app.ts'
import type { Bench } from './bench.ts'

const ACCOUNTS = 30
/** Below the tries that are free for a name and a place. */
const ROUNDS = 4
const WARM_UP = 10
/** How far apart the medians may lie. */
const APART = 0.05
/** How far from a coin's toss a guess by the time alone may be, on either side. */
const TELLING = 0.1

/** Milliseconds until the refusal. @param place which address asks, so that no limit comes into it */
const refusal = async (app: TestApp, name: string, place: number): Promise<number> => {
  const begun = performance.now()
  const { statusCode } = await app.http.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: `10.0.${Math.floor(place / 250)}.${(place % 250) + 1}`,
    payload: { name, password: 'not the password of anyone' },
  })
  if (statusCode !== 401) throw new Error(`${name}: ${statusCode} instead of a refusal`)
  return performance.now() - begun
}

const median = (times: readonly number[]): number => {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How often one of `these` takes longer than one of `those`: 0.5 when the time tells nothing (Mann and Whitney’s U). */
const longer = (these: readonly number[], those: readonly number[]): number =>
  these
    .flatMap((one) => those.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)))
    .reduce<number>((sum, each) => sum + each, 0) /
  (these.length * those.length)

export const bench: Bench = {
  name: 'signin',
  run: async () => {
    const app = await startTestApp()
    try {
      const admin = await app.signIn()
      for (let count = 0; count < ACCOUNTS; count++) {
        const payload = { name: `known-${count}`, fullName: '', role: 'teacher', password: 'rain on the sports field' }
        await admin.inject({ method: 'POST', url: '/api/users', payload })
      }
      for (let count = 0; count < WARM_UP; count++) await refusal(app, `warm-${count}`, 1000 + count)
      const known: number[] = []
      const unknown: number[] = []
      for (let round = 0; round < ROUNDS; round++)
        for (let count = 0; count < ACCOUNTS; count++) {
          const place = round * ACCOUNTS + count
          const ask = {
            known: async () => known.push(await refusal(app, `known-${count}`, place)),
            other: async () => unknown.push(await refusal(app, `nobody-${count}`, place)),
          }
          // Now one first, now the other: what one leaves behind meets both.
          const [first, second] = place % 2 === 0 ? [ask.known, ask.other] : [ask.other, ask.known]
          await first()
          await second()
        }
      const [ours, peer] = [median(known), median(unknown)]
      const ratio = ours / peer
      const told = longer(known, unknown)
      return [
        {
          what: `${known.length} refusals, account exists : does not`,
          ours,
          peer,
          ratio,
          unit: 'ms',
          target: `1 ± ${APART} ×`,
          met: Math.abs(ratio - 1) <= APART,
        },
        {
          what: 'an account that exists takes longer',
          ours: told,
          peer: null,
          ratio: null,
          unit: 'of pairs',
          target: `0.5 ± ${TELLING}`,
          met: Math.abs(told - 0.5) <= TELLING,
        },
      ]
    } finally {
      await app.close()
    }
  },
}
