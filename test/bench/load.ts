/** Servers in processes of their own, and load on them over loopback. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** What is measured has one core to itself and its load has another, so that "per core" means what it says. */
export const SERVER_CORE = 0
const LOAD_CORE = 1

const canPin = process.platform === 'linux' && availableParallelism() > LOAD_CORE

/** The same command on one core, where the machine can do that (util-linux' taskset). */
export const onCore = (core: number, program: string, args: readonly string[]): readonly [string, string[]] =>
  canPin ? ['taskset', ['-c', String(core), program, ...args]] : [program, [...args]]

/** Requests answered per second by `url`, every answer whole. @throws Error when an answer was not 200 or broke off */
export const requestsPerSecond = async (url: string, connections: number, seconds: number): Promise<number> => {
  const wrk = await withWrk(url, connections, seconds)
  return wrk ?? withFetch(url, connections, seconds)
}

/** Null when wrk is not installed. */
const withWrk = async (url: string, connections: number, seconds: number): Promise<number | null> => {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '5s', url]
  const ended = await execute(...onCore(LOAD_CORE, 'wrk', args), { timeout: (seconds + 10) * 1000 }).catch(
    (error: unknown) => {
      // 127 is taskset's word for a program that is not there.
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 127)) return null
      throw error
    },
  )
  if (ended === null) return null
  const rate = /Requests\/sec:\s*([\d.]+)/.exec(ended.stdout)?.[1]
  if (rate === undefined || /Non-2xx|Socket errors/.test(ended.stdout)) throw new Error(`${url}: ${ended.stdout}`)
  return Number(rate)
}

/** Rounds taken in turn with the peers, so that a slow moment of the machine meets all of them. */
const ROUNDS = 3

/** The middle of each one's rounds. @param measures one for each that is compared; each is asked once a round */
export const inTurn = async (measures: readonly (() => Promise<number>)[]): Promise<readonly number[]> => {
  const taken: number[][] = measures.map(() => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, measure] of measures.entries()) taken[index]?.push(await measure())
  return taken.map((values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN)
}

/** The same with this process as the client, which is slower than some of the servers. */
const withFetch = async (url: string, connections: number, seconds: number): Promise<number> => {
  const started = performance.now()
  const until = started + seconds * 1000
  let answered = 0
  const ask = async (): Promise<void> => {
    while (performance.now() < until) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5000) })
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`)
      answered++
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  return answered / ((performance.now() - started) / 1000)
}

export interface RunningServer extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly address: string
}

/** Starts a program that listens on loopback and sends its port to its parent. @throws Error when it ends before that */
export const startServer = async (
  file: URL,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> => {
  const [program, words] = onCore(SERVER_CORE, process.execPath, [fileURLToPath(file), ...args])
  const env = { ...process.env, ...environment }
  const child = spawn(program, words, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit').then((): never => {
    throw new Error(`${file.pathname} ${args.join(' ')} ended before it listened`)
  })
  const [port]: unknown[] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  return { address: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => end(child) }
}

/** Asks a process to end and waits for it. */
export const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
