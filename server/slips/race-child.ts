/** One process of the race: its own connection, one deed when it is told to go. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { createFaultStore } from '../faults/store.ts'
import { createChanges } from '../platform/changes.ts'
import { openDatabase } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { createSlipStore } from './store.ts'

const Order = Type.Object({
  url: Type.String(),
  now: Type.Integer(),
  name: Type.String(),
  slips: Type.Array(Type.Object({ id: Type.String(), hash: Type.String() })),
})
const { url, now, name, slips } = Value.Parse(Order, JSON.parse(process.argv[2] ?? ''))
const clock = createTestClock(instant(now))
const timeZone = 'Asia/Taipei'
const database = await openDatabase(url, clock)
const store = createSlipStore({
  ...{ database, clock, timeZone, costs: async () => new Map(), linksOf: async () => new Map() },
  faults: createFaultStore({ database, clock, changes: createChanges(), timeZone }),
  moved: async () => undefined,
})
process.once('message', async () => {
  const answers: string[] = []
  for (const { id, hash } of slips) {
    const signing = { name, via: 'account', recordedBy: null, address: '' } as const
    const deed = { type: 'sign', office: 'general-affairs', hash, signing } as const
    answers.push(
      await store.act(id, deed, name).then(
        () => 'done',
        (error: unknown) => (error instanceof Failure ? error.code : String(error)),
      ),
    )
  }
  process.send?.(answers)
  await database.$disconnect()
  process.disconnect()
})
process.send?.('ready')
