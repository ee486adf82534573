/** One search on the LAN (WS-Discovery), in a thread of its own: a message for each device that answers. Nothing is connected to. */
import { parentPort, workerData } from 'node:worker_threads'
import onvif from 'onvif'
import { answerText } from './answer-text.ts'

/** A LAN that answers with more is not one that a person reads a list of. */
const MOST_ANSWERS = 200

const interfaces: unknown = Reflect.get(Object(workerData), 'interfaces')
const forMs = Number(Reflect.get(Object(workerData), 'forMs'))

const port = parentPort
let answers = 0
// What answers and is no camera is nobody's concern; without a listener the emitter would throw.
onvif.Discovery.on('error', () => undefined)
onvif.Discovery.on('device', (_device, remote, xml) => {
  if (++answers > MOST_ANSWERS) return
  port?.postMessage({
    from: remote.address,
    endpoint: answerText(xml, 'Address'),
    addresses: answerText(xml, 'XAddrs', 500),
    scopes: answerText(xml, 'Scopes', 2000),
  })
})

const probe = (device: string): Promise<boolean> =>
  new Promise((resolve) =>
    onvif.Discovery.probe({ device, resolve: false, timeout: forMs }, (failed) => {
      // Answers that could not be read come as a list; an error alone is a search that did not leave.
      resolve(!(failed instanceof Error))
    }),
  )

const left = await Promise.all([interfaces].flat().map((name) => probe(String(name))))
port?.postMessage({ ended: left.some((isLeft) => isLeft) })
port?.close()
