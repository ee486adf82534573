/** Servers in processes of their own, and load on them over loopback. */
import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Requests answered per second by `url`, every answer whole. @throws Error when an answer was not 200 or broke off */
export const requestsPerSecond = async (url: string, connections: number, seconds: number): Promise<number> => {
  const wrk = await withWrk(url, connections, seconds)
  return wrk ?? withFetch(url, connections, seconds)
}

/** Null when wrk is not installed. */
const withWrk = async (url: string, connections: number, seconds: number): Promise<number | null> => {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '5s', url]
  const ended = await execute('wrk', args, { timeout: (seconds + 10) * 1000 }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (ended === null) return null
  const rate = /Requests\/sec:\s*([\d.]+)/.exec(ended.stdout)?.[1]
  if (rate === undefined || /Non-2xx|Socket errors/.test(ended.stdout)) throw new Error(`${url}: ${ended.stdout}`)
  return Number(rate)
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
  const child = fork(file, [...args], { env: { ...process.env, ...environment } })
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
