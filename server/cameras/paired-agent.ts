/** The only way out of a conversation: sockets that reach one address, whatever is asked for, and carry so much and no more. */
import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'

/** More came in than a camera ever has to say. */
export class TooMuch extends Error {
  constructor() {
    super('more than allowed')
    this.name = 'TooMuch'
  }
}

/**
 * An agent for `node:http`. The host and the port of a request count for nothing: a camera that names another host in
 * its answers, and a library that believes it, still talk with the camera alone.
 * @param mostBytes that may come in over all its sockets together
 */
export const pairedAgent = (address: string, port: number, mostBytes: number): Agent => {
  const agent = new Agent({ keepAlive: false, maxSockets: 2 })
  let left = mostBytes
  agent.createConnection = (): Socket => {
    const socket = connect({ host: address, port, family: 4 })
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
  return agent
}
