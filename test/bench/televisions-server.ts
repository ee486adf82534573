/** A whole server with a school of paired TVs, in a process of its own; says what it has spent when it is asked. */
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { startTestApp } from '../app.ts'

const FACTS = {
  appVersion: 'bench',
  userAgent: 'bench',
  width: 1920,
  height: 1080,
  secureContext: true,
  serviceWorker: true,
  autoplay: true,
}
const Question = Type.Object({ ask: Type.Union([Type.Literal('spent'), Type.Literal('edit')]) })

const count = Number(process.argv[2])
const app = await startTestApp()
const address = await app.listen()
const admin = await app.signIn()

const pair = async (index: number): Promise<string> => {
  const inject = (url: string, payload: object) =>
    admin.inject({ method: 'POST', url, payload, remoteAddress: `10.0.${index >> 4}.1` })
  const { pairingId, secret, userCode } = (await inject('/api/pairing', { facts: FACTS })).json()
  await inject('/api/displays/approve', { userCode, name: String(101 + index), groupId: 'school' })
  return (await inject('/api/pairing/claim', { pairingId, secret })).json().token
}
const tokens: string[] = []
for (let index = 0; index < count; index++) tokens.push(await pair(index))

/** Lets a slot of the week end a minute earlier, which every plan shows. */
const edit = async (): Promise<void> => {
  const { items } = (await admin.inject({ method: 'GET', url: '/api/slots' })).json()
  const { id, createdAt: _, ...slot } = items[0]
  const url = `/api/slots/${id}`
  const payload = { ...slot, endTime: '12:19' }
  const answer = await admin.inject({ method: 'PUT', url, payload })
  if (answer.statusCode >= 300) throw new Error(answer.body)
}

/** What the program holds after a collection, buffers included; what the system lends it beyond that comes and goes. */
const held = (): number => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

process.on('message', (message) => {
  if (!Check(Question, message)) return
  if (message.ask === 'edit') return void edit()
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000, heapBytes: held() })
})
process.on('SIGTERM', () => void app.close().then(() => process.exit()))
process.send?.({ address, tokens })
