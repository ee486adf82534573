/**
 * Holds a media process on a leash: `node leash.ts <program> …arguments`. While this process's standard input is
 * open the program runs, at low priority; when it closes, because the server let go or died in whatever way (kill -9
 * included: the kernel closes the pipe), the program is killed at once. Nothing else may run in this process.
 */
import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'

/** Below everything that puts a programme on the air; 19 would starve it on a busy machine. */
const NICENESS = 10
/** What a shell says for a process ended by SIGKILL. */
const KILLED = 137

const [program, ...args] = process.argv.slice(2)
if (program === undefined) throw new Error('leash: names no program')

const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true })
const kill = () => {
  child.kill('SIGKILL')
}
child.on('spawn', () => {
  if (child.pid !== undefined) setPriority(child.pid, NICENESS)
})
child.on('error', (error) => {
  process.stderr.write(`leash: ${error.message}\n`)
  process.exit(127)
})
child.on('exit', (code) => process.exit(code ?? KILLED))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, kill)
process.stdin.on('end', kill).on('close', kill).on('error', kill).resume()
