/**
 * Makes this machine ready, then runs what was asked for: `node scripts/setup.mjs start --demo`.
 * Plain JavaScript without libraries, as it runs first, on any Node from 20. The program itself runs on the Node that
 * the project pins: in this very process when it is that one already, else in a child.
 */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isPurpose, STEPS } from './setup/decisions.mjs'
import { ACTIONS, install, pinnedNode } from './setup/steps.mjs'
import { SetupError, speaksChinese, words } from './setup/words.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const chinese = speaksChinese(process.env)

/** @type {Readonly<Record<import('./setup/decisions.mjs').Purpose, string>>} */
const PROGRAMS = {
  start: 'server/main.ts',
  ingest: 'server/ingest.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check.ts',
  bench: 'test/bench/main.ts',
}

/** @param {import('./setup/decisions.mjs').Purpose} purpose */
const setUp = async (purpose) => {
  if (Number.parseInt(process.versions.node, 10) < 20)
    throw new SetupError('NODE_OLD', { version: process.versions.node })
  /** @type {import('./setup/steps.mjs').Site} */
  const site = {
    root,
    environment: process.env,
    say: (key, params) => process.stderr.write(`${words(chinese, key, params)}\n`),
  }
  await install(site)
  for (const step of STEPS[purpose]) await ACTIONS[step](site)
}

/**
 * Runs a program of the project with the rest of the command line.
 * @param {string} file
 * @param {readonly string[]} args
 */
const run = async (file, args) => {
  const path = join(root, file)
  const node = pinnedNode(root)
  if (process.execPath === node) {
    process.argv = [node, path, ...args]
    await import(pathToFileURL(path).href)
    return
  }
  const child = spawn(node, [path, ...args], { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  child.on('close', (code) => process.exit(code ?? 1))
}

/** How soon a shell that is gone is noticed. */
const SHELL_LOOK_MS = 100

/**
 * npm passes a signal on to the shell between it and us, and many shells end without passing it further: when ours is
 * gone, the same signal is raised here. (On Windows a process keeps its parent's number, and there are no signals.)
 */
const endWithShell = () => {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const look = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(look)
    process.kill(process.pid, 'SIGTERM')
  }, SHELL_LOOK_MS)
  look.unref()
}

endWithShell()
const [purpose, ...rest] = process.argv.slice(2)
if (!isPurpose(purpose)) {
  process.stderr.write(`node scripts/setup.mjs ${Object.keys(STEPS).join('|')} …\n`)
  process.exit(2)
}
const ready = await setUp(purpose).then(
  () => true,
  (error) => {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`${words(chinese, error.key, error.params)}\n${error.tail === '' ? '' : `${error.tail}\n`}`)
    return false
  },
)
if (ready) await run(PROGRAMS[purpose], rest)
else process.exitCode = 1
