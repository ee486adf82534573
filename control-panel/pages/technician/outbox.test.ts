import { expect, it } from 'vitest'
import { instant } from '../../../protocol/time.ts'
import { createOutbox, memoryShelf, type Parcel, type Sent } from './outbox.ts'

const arrive: Parcel = { type: 'arrive', at: instant(1), technician: '王大明' }
const finish: Parcel = {
  type: 'finish',
  report: { technician: '王大明', findings: [], callOutCost: null, nextVisit: '', signature: '' },
}
const make = (answers: (parcel: Parcel) => Sent, shelf = memoryShelf()) => {
  const told = { sent: [] as string[], waiting: [] as string[], refused: [] as string[] }
  const outbox = createOutbox({
    shelf,
    send: async (parcel) => {
      const answer = answers(parcel)
      if (answer.type === 'sent') told.sent.push(parcel.type)
      return answer
    },
    changed: (waiting) => {
      told.waiting = waiting.map(({ type }) => type)
    },
    refused: (parcel, reason) => told.refused.push(`${parcel.type}: ${reason}`),
  })
  return { outbox, told, shelf }
}

it('what finds no network waits, in order, and goes when there is one', async () => {
  let online = false
  const { outbox, told } = make(() => ({ type: online ? 'sent' : 'later' }))
  await outbox.add(arrive)
  await outbox.add(finish)
  expect(told).toMatchObject({ sent: [], waiting: ['arrive', 'finish'] })
  online = true
  await Promise.all([outbox.flush(), outbox.flush()])
  expect(told).toEqual({ sent: ['arrive', 'finish'], waiting: [], refused: [] })
})
it('what is kept is sent by the next page that opens', async () => {
  const { outbox, shelf } = make(() => ({ type: 'later' }))
  await outbox.add(arrive)
  const { outbox: next, told } = make(() => ({ type: 'sent' }), shelf)
  await next.flush()
  expect(told.sent).toEqual(['arrive'])
})
it('what is refused is said once and stands in nobody’s way', async () => {
  const { outbox, told } = make((parcel) =>
    parcel.type === 'arrive' ? { type: 'refused', reason: 'moved on' } : { type: 'sent' },
  )
  await Promise.all([outbox.add(arrive), outbox.add(finish)])
  await outbox.flush()
  expect(told).toEqual({ sent: ['finish'], waiting: [], refused: ['arrive: moved on'] })
})
