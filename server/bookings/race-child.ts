/** One process of the race: waits for the gun, then does what it was told, on its own connection. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { duration, instant, schoolDate } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openDatabase } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { createBookingStore } from './store.ts'

const Order = Type.Object({
  url: Type.String(),
  now: Type.Integer(),
  date: Type.String(),
  deeds: Type.Array(
    Type.Object({
      type: Type.Union([
        Type.Literal('ask'),
        Type.Literal('approve'),
        Type.Literal('refuse'),
        Type.Literal('withdraw'),
        Type.Literal('accept'),
      ]),
      /** The booking, or for `ask` the person. */
      id: Type.String(),
    }),
  ),
})

const order = Value.Parse(Order, JSON.parse(process.argv[2] ?? ''))
const clock = createTestClock(instant(order.now))
const database = await openDatabase(order.url, clock)
const bookings = createBookingStore({ database, clock })
const date = schoolDate(order.date)
const start = instant(order.now + 86_400_000)
const deed = { actor: 'approver', by: 'race', times: { cutOff: start, start, offerMs: duration(3_600_000) } } as const
const licence = { kind: 'own-work', validFrom: null, validUntil: null } as const

const attempt = async ({ type, id }: (typeof order.deeds)[number]): Promise<string> => {
  try {
    if (type === 'ask') await bookings.create(id, { date, mediaId: 'film', licence }, deed)
    else await bookings.act({ id, date }, { ...deed, act: { type, id } })
    return 'done'
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

process.send?.('ready')
process.once('message', async () => {
  const answers: string[] = []
  for (const each of order.deeds) answers.push(await attempt(each))
  await database.$disconnect()
  process.send?.(answers, () => process.disconnect())
})
