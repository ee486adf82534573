/** The process: environment, listening, an orderly end. The only file that touches `process`. */
import { networkInterfaces } from 'node:os'
import { buildApp } from './app.ts'
import { restore } from './backup/restore.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { LONGEST_STOP_MS, leave } from './leaving.ts'
import { createClock } from './platform/clock.ts'
import { sqliteFile } from './platform/database.ts'

/** Ends the start with words instead of a stack trace. */
const giveUp = (message: string): never => {
  console.error(message)
  process.exit(1)
}

const configuration = (): Config => {
  try {
    return readConfig(process.env, process.argv.slice(2))
  } catch (error) {
    if (error instanceof ConfigError) return giveUp(error.message)
    throw error
  }
}

/** Addresses under which the LAN reaches this machine; loopback last, for when there is no LAN. */
const addresses = (host: string): readonly string[] => {
  if (host !== '0.0.0.0' && host !== '::') return [host]
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return [...all.filter((one) => one.family === 'IPv4' && !one.internal).map((one) => one.address), 'localhost']
}

const why = (error: unknown, config: Config): string => {
  if (!(error instanceof Error)) return String(error)
  const code: unknown = Reflect.get(error, 'code')
  if (code === 'EADDRINUSE')
    return `連接埠 ${config.port} 已被占用，請用 PORT= 換一個。 Port ${config.port} is taken: choose another with PORT=.`
  if (code === 'EACCES' || code === 'EROFS')
    return `無法寫入資料夾：${error.message}。 A folder can't be written: set DATA_DIR and MEDIA_DIR to ones that can.`
  if (code === 'ENOSPC') return '磁碟已滿。 The disk is full: free some space and start again.'
  return 'plain' in error ? error.message : (error.stack ?? error.message)
}

const config = configuration()
const clock = createClock(config.at ?? undefined)
if (config.restore !== null) {
  const places = { ...config, databaseFile: sqliteFile(config.databaseUrl) }
  const { manifest, aside } = await restore(config.restore, places, clock.now(), config.timeZone).catch(
    (error: unknown) => giveUp(why(error, config)),
  )
  console.log(`已還原備份 put back      ${config.restore}（Nooncast ${manifest.version}）`)
  if (aside !== null) console.log(`原有資料移至 moved aside ${aside}`)
}
const app = await buildApp(config, clock).catch((error: unknown) => giveUp(why(error, config)))
await app.http.listen({ host: config.host, port: config.port }).catch((error: unknown) => giveUp(why(error, config)))

const listening = app.http.server.address()
const bound = typeof listening === 'object' && listening !== null ? listening.port : config.port
for (const address of addresses(config.host)) {
  console.log(`控制台 panel   http://${address}:${bound}/`)
  console.log(`電視   player  http://${address}:${bound}/player/`)
}
const token = app.setupLink.token()
if (token !== null) console.log(`首次設定 set up http://${addresses(config.host)[0]}:${bound}/#/setup?token=${token}`)

for (const { room, token: secret } of app.demoTvs)
  console.log(`示範電視 demo TV ${room}  http://localhost:${bound}/player/?name=${room}#token=${secret}`)

let stopping = false
const stop = async (): Promise<void> => {
  if (stopping) return
  stopping = true
  setTimeout(() => {
    app.http.log.warn(
      { afterMs: LONGEST_STOP_MS, left: process.getActiveResourcesInfo() },
      'stopped without waiting any longer',
    )
    leave(process)
  }, LONGEST_STOP_MS).unref()
  await app.http.close()
  leave(process)
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
