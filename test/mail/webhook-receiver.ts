/** A real receiver of webhooks on loopback that answers, or takes an event and says nothing for ever, as a test wants. */
import { createServer } from 'node:http'

export interface TestReceiver extends AsyncDisposable {
  readonly url: string
  /** Events whose first byte came. */
  readonly begun: number
  readonly answered: number
  /** The next so many events get no answer. */
  hang(count: number): void
}

/** Listens on a free port; `await using` ends it with whatever still hangs. */
export const startReceiver = async (): Promise<TestReceiver> => {
  let [begun, answered, hanging] = [0, 0, 0]
  const server = createServer((request, response) => {
    begun += 1
    if (hanging > 0) {
      hanging -= 1
      request.resume()
      return
    }
    request.resume().on('end', () => {
      answered += 1
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    get begun() {
      return begun
    },
    get answered() {
      return answered
    },
    hang: (count) => {
      hanging = count
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
