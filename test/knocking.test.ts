/** What is open to everybody closes to whoever knocks too often: by a label, a signing, a technician's or a supply's link, a signed report. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

interface Door {
  readonly method: string
  readonly url: string
  /** Knocks in one window; null: as many as one likes. */
  readonly most: number | null
  /** Counts whatever is asked; the door for passwords counts those that can be read (people.test.ts). */
  readonly countsAll: boolean
}
const mostOf = (limit: unknown): number | null => {
  const most: unknown = Reflect.get(Object(limit), 'max')
  return typeof most === 'number' ? most : null
}
/** Every route that needs no account, but for the ones that only show a file. */
const doors = (): readonly Door[] =>
  app.http.guardedRoutes.flatMap(({ method, url, config }) =>
    (config?.access ?? 'public') === 'public'
      ? [method]
          .flat()
          .filter((each) => each !== 'HEAD' && each !== 'OPTIONS')
          .map((each) => ({
            ...{ method: each, url: url.replaceAll(/:\w+/g, 'nothing-here') },
            most: mostOf(Reflect.get(Object(config), 'rateLimit')),
            countsAll: Reflect.get(Object(Reflect.get(Object(config), 'rateLimit')), 'hook') === undefined,
          }))
      : [],
  )
const knock = ({ method, url }: Door) => app.http.inject({ method: method as 'GET', url })

it('whatever a stranger may write to counts how often', () => {
  expect(doors().filter(({ method, most }) => method !== 'GET' && most === null)).toEqual([])
})

it('each such door closes after its number of knocks, in words, and says when to come again', async () => {
  const limited = doors().filter(({ most, countsAll }) => countsAll && most !== null && most <= 120)
  const urls = limited.map(({ method, url }) => `${method} ${url}`)
  expect(urls).toEqual(
    expect.arrayContaining([
      'POST /api/report/nothing-here',
      'POST /api/report/tv/nothing-here',
      'POST /api/report/photo',
      'POST /api/measurements',
    ]),
  )
  for (const door of limited) {
    const codes = new Set<number>()
    for (let times = 0; times < (door.most ?? 0); times++) codes.add((await knock(door)).statusCode)
    expect([door.url, codes.has(429)]).toEqual([door.url, false])
    const closed = await knock(door)
    expect([door.url, closed.json()]).toEqual([door.url, expect.objectContaining({ code: 'TOO_MANY_REQUESTS' })])
    expect(Number(closed.headers['retry-after'])).toBeGreaterThan(0)
  }
}, 60_000)
