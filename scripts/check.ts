/** Types, lint, format, import cycles, and whether the migrations match the schema: all at once, in seconds. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { schemaDifference } from './schema-difference.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly output: string
  readonly seconds: number
}

const timed = async (name: string, work: Promise<Pick<Finding, 'ok' | 'output'>>): Promise<Finding> => {
  const start = performance.now()
  const result = await work
  return { name, ...result, seconds: (performance.now() - start) / 1000 }
}

const run = (file: string, args: readonly string[]): Promise<Pick<Finding, 'ok' | 'output'>> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    child.on('error', (error) => done({ ok: false, output: String(error) }))
    child.on('close', (code) => done({ ok: code === 0, output }))
  })

const migrations = async (): Promise<Pick<Finding, 'ok' | 'output'>> => {
  const difference = await schemaDifference()
  return difference === null
    ? { ok: true, output: '' }
    : {
        ok: false,
        output: `prisma/schema.prisma has what no migration makes: npm run migration -- name\n${difference}`,
      }
}

const findings = await Promise.all([
  timed('types', run('typescript/bin/tsc', ['--pretty', 'false'])),
  timed('lint, format, cycles', run('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])),
  timed('migrations', migrations()),
])
for (const finding of findings.filter(({ ok }) => !ok)) console.error(`\n${finding.name}\n${finding.output.trim()}`)
for (const { name, ok, seconds } of findings)
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`)
process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1
