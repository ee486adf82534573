/** One process of the race: waits for the gun, then judges each fault as it was shown and reports another, on its own connection. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { createChanges } from '../platform/changes.ts'
import { openDatabase } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { createFaultStore } from './store.ts'

const Order = Type.Object({
  url: Type.String(),
  now: Type.Integer(),
  who: Type.String(),
  shown: Type.Array(Type.Object({ id: Type.String(), version: Type.Integer() })),
})

const { url, now, who, shown } = Value.Parse(Order, JSON.parse(process.argv[2] ?? ''))
const clock = createTestClock(instant(now))
const database = await openDatabase(url, clock)
const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })

const attempt = async (id: string, version: number): Promise<string> => {
  try {
    await faults.act(id, { type: 'triage', severity: 'high', ownerId: who, note: who }, who, { version })
    return 'judged'
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

process.send?.('ready')
process.once('message', async () => {
  const answers: string[] = []
  for (const { id, version } of shown) {
    answers.push(await attempt(id, version))
    await faults.report({ source: 'person', severity: 'low', title: who }, who)
  }
  await database.$disconnect()
  process.send?.(answers, () => process.disconnect())
})
