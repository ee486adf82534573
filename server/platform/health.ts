/** Alive, able to serve, and figures for Prometheus. */
import { access, constants, statfs } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Type } from 'typebox'
import type { Instant } from '../../protocol/time.ts'
import type { Database } from './database.ts'
import { Failure } from './failure.ts'

const Checks = Type.Object({ database: Type.Boolean(), library: Type.Boolean(), clock: Type.Boolean() })

/** Less free space than this in the library and the server calls itself not ready. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024

interface CopiesNow {
  readonly newest: Instant | null
  readonly warning: boolean
}

export const healthRoutes =
  (deps: {
    readonly database: Database
    readonly mediaDir: string
    readonly clockSteady: () => boolean
    /** The last good safety copy, and whether someone is to be warned of them. */
    readonly copies: () => Promise<CopiesNow>
    /** How safe the next programme is: 0 safe, 1 will fail unless someone acts, 2 fails now; and its rooms. */
    readonly readiness: () => { severity: number; ready: number; total: number } | null
  }): FastifyPluginAsyncTypebox =>
  async (app) => {
    const registry = new Registry()
    collectDefaultMetrics({ register: registry, prefix: 'nooncast_' })
    const duration = new Histogram({
      name: 'nooncast_http_seconds',
      help: 'Time to answer, by route',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers: [registry],
    })
    const gauge = (
      name: string,
      help: string,
      read: (now: { severity: number; ready: number; total: number }) => number,
    ) =>
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          const now = deps.readiness()
          if (now !== null) this.set(read(now))
        },
      })
    gauge('nooncast_readiness', 'The next programme: 0 safe, 1 needs someone, 2 fails now', ({ severity }) => severity)
    gauge('nooncast_rooms_ready', 'TVs ready for the next programme', ({ ready }) => ready)
    gauge('nooncast_rooms', 'Paired TVs', ({ total }) => total)
    const ofCopies = (name: string, help: string, read: (now: CopiesNow) => number) =>
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          this.set(read(await deps.copies()))
        },
      })
    ofCopies(
      'nooncast_backup_timestamp_seconds',
      'The last good safety copy, in Unix time; 0: none',
      ({ newest }) => (newest ?? 0) / 1000,
    )
    ofCopies('nooncast_backup_warning', '1: no good safety copy for two days, or the last try failed', ({ warning }) =>
      warning ? 1 : 0,
    )
    app.addHook('onResponse', async (request, reply) => {
      duration.observe(
        { method: request.method, route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) },
        reply.elapsedTime / 1000,
      )
    })

    app.get(
      '/healthz',
      {
        config: { access: 'public' },
        schema: { tags: ['health'], summary: 'Alive', response: { 200: Type.Object({ status: Type.Literal('ok') }) } },
      },
      async () => ({ status: 'ok' as const }),
    )

    app.get(
      '/readyz',
      {
        config: { access: 'public' },
        schema: { tags: ['health'], summary: 'Able to serve', response: { 200: Checks } },
      },
      async () => {
        const checks = {
          database: await databaseAnswers(deps.database),
          library: await libraryUsable(deps.mediaDir),
          clock: deps.clockSteady(),
        }
        if (!Object.values(checks).every(Boolean)) throw new Failure('NOT_READY', {}, checks)
        return checks
      },
    )

    app.get(
      '/metrics',
      {
        config: { access: 'public' },
        schema: { tags: ['health'], summary: 'Prometheus', response: { 200: Type.String() } },
      },
      async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
    )
  }

const databaseAnswers = async (database: Database): Promise<boolean> =>
  database.setting.count().then(
    () => true,
    () => false,
  )

const libraryUsable = async (directory: string): Promise<boolean> => {
  try {
    await access(directory, constants.W_OK)
    const { bavail, bsize } = await statfs(directory)
    return bavail * bsize > LEAST_FREE_BYTES
  } catch {
    return false
  }
}
