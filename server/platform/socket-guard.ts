/** What every socket is held to: what it sends is parsed, and it sends no more than it may. */
import type { Socket } from 'socket.io'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from './clock.ts'
import type { SocketDeps } from './socket-deps.ts'

/** Messages a second a socket may send, averaged over a burst of clock samples. */
const MESSAGES_A_SECOND = 40
const BURST = 200

/** Checks what a client sent; anything else is dropped and noted. */
export const parsed = <Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  what: string,
  log: SocketDeps['log'],
) => {
  if (Value.Check(schema, value)) return value
  log.warn({ event: what }, 'a client sent what can’t be read')
  return null
}

/** A bucket that refills with time; a client that empties it is cut off. */
export const limited = (
  socket: { use: Socket['use']; disconnect: (close?: boolean) => unknown },
  clock: Clock,
): void => {
  let left = BURST
  let at = clock.now()
  socket.use((_event, next) => {
    const now = clock.now()
    left = Math.min(BURST, left + (Math.max(0, now - at) / 1000) * MESSAGES_A_SECOND) - 1
    at = now
    if (left < 0) socket.disconnect(true)
    else next()
  })
}
