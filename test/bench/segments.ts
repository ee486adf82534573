/** Segments per second from one process, against nginx with one worker and against @fastify/static. */
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { objectPath } from '../../server/playout/segments-cache.ts'
import { temporaryFolder } from '../temporary.ts'
import type { Bench, BenchRow } from './bench.ts'
import { end, inTurn, onCore, type RunningServer, requestsPerSecond, SERVER_CORE, startServer } from './load.ts'

const SERVER = new URL('segments-server.ts', import.meta.url)
/** 4 s at 4 Mb/s and at 0.5 Mb/s; four TVs fetching at a time and sixteen. */
const CASES = [
  { name: '2 MB to 4', bytes: 2_000_000, connections: 4, targets: { nginx: 1, plain: 10 } },
  { name: '2 MB to 16', bytes: 2_000_000, connections: 16, targets: { nginx: 1, plain: 10 } },
  { name: '250 kB to 16', bytes: 250_000, connections: 16, targets: { nginx: null, plain: null } },
] as const
type Case = (typeof CASES)[number]
const SECONDS = 2

const storeObject = async (folder: string, bytes: number): Promise<string> => {
  const content = randomBytes(bytes)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const path = objectPath(folder, sha256)
  await mkdir(dirname(path), { recursive: true })
  await mkdir(join(folder, 'flat'), { recursive: true })
  await writeFile(path, content)
  await copyFile(path, join(folder, 'flat', sha256))
  return sha256
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}

/** A worker started by root would change to an account that may not read the temporary folder. */
const nginxConfiguration = (folder: string, port: number): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    location /segments/ {
      alias ${folder}/flat/;
      add_header cache-control "public, max-age=31536000, immutable";
    }
  }
}
`

const answers = async (address: string): Promise<boolean> => {
  try {
    await (await fetch(address, { signal: AbortSignal.timeout(1000) })).arrayBuffer()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** Null when nginx is not installed or can't start. @throws Error when it does not answer within 3 s */
const startNginx = async (folder: string): Promise<RunningServer | null> => {
  const port = await freePort()
  const file = join(folder, 'nginx.conf')
  await writeFile(file, nginxConfiguration(folder, port))
  const words = ['-c', file, '-p', folder, '-e', join(folder, 'nginx.log')]
  const child = spawn(...onCore(SERVER_CORE, 'nginx', words), { stdio: 'ignore' })
  const address = `http://127.0.0.1:${port}`
  for (let left = 30; !(await answers(address)); left--) {
    if (child.exitCode !== null) return null
    if (left === 0) {
      await end(child)
      throw new Error('nginx does not answer')
    }
    await setTimeout(100)
  }
  return { address, [Symbol.asyncDispose]: () => end(child) }
}

/** Gigabytes of an object per second. */
const gigabytes = async (server: RunningServer, sha256: string, { bytes, connections }: Case): Promise<number> =>
  ((await requestsPerSecond(`${server.address}/segments/${sha256}`, connections, SECONDS)) * bytes) / 1e9

const row = (what: string, ours: number, peer: number, target: number | null): BenchRow => ({
  what,
  ours,
  peer,
  ratio: ours / peer,
  unit: 'GB/s',
  target: target === null ? '–' : `≥ ${target} ×`,
  met: target === null ? null : ours / peer >= target,
})

export const bench: Bench = {
  name: 'segments',
  run: async () => {
    await using folder = await temporaryFolder()
    await using nginx = await startNginx(folder.path)
    await using ours = await startServer(SERVER, ['ours', folder.path])
    await using plain = await startServer(SERVER, ['static', folder.path])
    const rows: BenchRow[] = []
    for (const each of CASES) {
      const sha256 = await storeObject(folder.path, each.bytes)
      const servers = nginx === null ? [ours, plain] : [ours, plain, nginx]
      const [byOurs = 0, byPlain = 0, byNginx] = await inTurn(
        servers.map((server) => () => gigabytes(server, sha256, each)),
      )
      if (byNginx !== undefined)
        rows.push(row(`${each.name}, nginx with sendfile`, byOurs, byNginx, each.targets.nginx))
      rows.push(row(`${each.name}, @fastify/static`, byOurs, byPlain, each.targets.plain))
    }
    return rows
  },
}
