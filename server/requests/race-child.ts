/** One process of the race: waits for the gun, then takes each request, on its own connection. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openDatabase } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { createRequestStore } from './store.ts'
import { readWorkingDays } from './working-days.ts'

const Order = Type.Object({
  url: Type.String(),
  now: Type.Integer(),
  who: Type.String(),
  ids: Type.Array(Type.String()),
})

const { url, now, who, ids } = Value.Parse(Order, JSON.parse(process.argv[2] ?? ''))
const clock = createTestClock(instant(now))
const database = await openDatabase(url, clock)
const timeZone = 'Asia/Taipei'
const days = () => readWorkingDays({ days: async () => [], timeZone }, clock.now())
const requests = createRequestStore({ database, clock, timeZone, days })
const by = { id: who, name: who, as: ['section'] } as const
const asked = { kind: 'other', summary: who, details: '', room: '', fields: {}, wantedOn: null } as const

const attempt = async (id: string): Promise<string> => {
  try {
    await requests.act(id, { type: 'take' }, { by })
    return 'taken'
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

process.send?.('ready')
process.once('message', async () => {
  const answers: string[] = []
  for (const id of ids) {
    answers.push(await attempt(id))
    await requests.file(asked, { id: who, name: who }, by)
  }
  await database.$disconnect()
  process.send?.(answers, () => process.disconnect())
})
