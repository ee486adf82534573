/** The only way out of a conversation: sockets that reach one address, whatever is asked for, and carry so much and no more. */
import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { connect, Socket } from 'node:net'
import type { Pin } from './pin.ts'
import { pinnedSocket } from './pinned-socket.ts'

/** More came in than a camera ever has to say. */
export class TooMuch extends Error {
  constructor() {
    super('more than allowed')
    this.name = 'TooMuch'
  }
}

const OPTIONS = { keepAlive: false, maxSockets: 2 } as const

/** Ends any of these sockets as soon as more than that came in over all of them together. */
const createGauge = (mostBytes: number) => {
  let left = mostBytes
  return <Gauged extends Socket>(socket: Gauged): Gauged => {
    // Beside the reader of HTTP, which takes the bytes themselves: what the system counted is looked at at each arrival.
    let seen = 0
    const count = () => {
      left -= socket.bytesRead - seen
      seen = socket.bytesRead
      if (left < 0) socket.destroy(new TooMuch())
    }
    socket.on('data', count).on('close', count)
    return socket
  }
}

/**
 * An agent for `node:http`, or for `node:https` where there is a pin. The host and the port of a request count for nothing:
 * a camera that names another host in its answers, and a library that believes it, still talk with the camera alone.
 * @param pin null: in the open
 * @param mostBytes that may come in over all its sockets together
 */
export const pairedAgent = (address: string, port: number, pin: Pin | null, mostBytes: number): Agent => {
  const gauged = createGauge(mostBytes)
  if (pin === null) {
    const agent = new Agent(OPTIONS)
    agent.createConnection = () => gauged(connect({ host: address, port, family: 4 }))
    return agent
  }
  const agent = new SecureAgent(OPTIONS)
  agent.createConnection = (_request, done) => {
    // The request gets its socket when the certificate was seen to be the right one, and not before.
    pinnedSocket(address, port, pin).then(
      (socket) => done?.(null, gauged(socket)),
      (error: Error) => done?.(error, new Socket()),
    )
    return undefined
  }
  return agent
}
