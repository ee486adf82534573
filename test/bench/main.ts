/** `npm run bench` measures everything, `npm run bench segments` one thing. */
import { existsSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform } from 'node:os'
import { type Bench, table } from './bench.ts'

const NAMES = [
  'playlist',
  'segments',
  'prepare',
  'start',
  'step',
  'resolve',
  'wall',
  'cost',
  'signin',
  'faults',
  'papers',
  'section',
] as const

const isBench = (value: unknown): value is Bench =>
  typeof value === 'object' && value !== null && 'name' in value && 'run' in value && typeof value.run === 'function'

const load = async (file: URL): Promise<Bench> => {
  const module: unknown = await import(file.href)
  const bench: unknown = typeof module === 'object' && module !== null && 'bench' in module ? module.bench : undefined
  if (!isBench(bench)) throw new Error(`${file.pathname} exports no bench`)
  return bench
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((word) => !NAMES.some((name) => name === word))
const chosen = NAMES.filter((name) => wanted.length === 0 || wanted.includes(name))
  .map((name) => ({ name, file: new URL(`${name}.ts`, import.meta.url) }))
  .filter(({ file }) => existsSync(file))

if (unknown.length > 0) {
  console.error(`${unknown.join(' ')}: not a bench; there are ${NAMES.join(' ')}`)
  process.exitCode = 2
} else {
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${platform()} ${arch()}, Node ${process.versions.node}`,
  )
  for (const { name, file } of chosen) {
    console.log(`\n${name}`)
    console.log(table(await (await load(file)).run()))
  }
}
