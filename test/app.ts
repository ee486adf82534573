/** The whole server on temporary folders, for tests: real SQLite, real routes, accounts of every role. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Role } from '../protocol/account.ts'
import { type App, buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { type Clock, createClock } from '../server/platform/clock.ts'
import { sqliteFile } from '../server/platform/database.ts'
import { knownMachine, placeMigrated, placeSlate } from './once.ts'

export const ADMIN_PASSWORD = 'a quiet noon in November'

export interface Browserlike {
  /** A request as this person's browser sends it: session cookie and CSRF token included. */
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  readonly cookie: string
  readonly csrfToken: string
}

export interface TestApp extends App {
  readonly directory: string
  readonly clock: Clock
  /** Listens on loopback, on a free port when none is given; answers the address. */
  listen(port?: number): Promise<string>
  signIn(name?: string, password?: string): Promise<Browserlike>
  /** Signs in as a new account of that role. */
  as(role: Role): Promise<Browserlike>
  close(): Promise<void>
}

/** Starts a server of its own. @param options a clock to drive, and environment variables beside the temporary folders */
export const startTestApp = async (
  options: {
    readonly clock?: Clock
    readonly environment?: Record<string, string>
    readonly directory?: string
    /** Studio cameras on this machine count as cameras. */
    readonly camerasOnLoopback?: boolean
  } = {},
): Promise<TestApp> => {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'nooncast-')))
  const environment = {
    DATA_DIR: join(directory, 'data'),
    MEDIA_DIR: join(directory, 'media'),
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    ADMIN_PASSWORD,
    PATH: process.env.PATH,
    ...options.environment,
  }
  await mkdir(environment.MEDIA_DIR, { recursive: true })
  const config = readConfig(environment, [])
  const clock = options.clock ?? createClock(config.at ?? undefined)
  const camerasOnLoopback = options.camerasOnLoopback ?? false
  await placeMigrated(sqliteFile(config.databaseUrl))
  const app = await buildApp(
    { ...config, camerasOnLoopback },
    clock,
    options.environment === undefined ? knownMachine() : undefined,
  )

  const signIn = async (name = 'admin', password = ADMIN_PASSWORD): Promise<Browserlike> => {
    const answer = await app.http.inject({ method: 'POST', url: '/api/session', payload: { name, password } })
    if (answer.statusCode !== 200) throw new Error(`sign-in of ${name} failed: ${answer.body}`)
    const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
    const { csrfToken } = answer.json<{ csrfToken: string }>()
    return {
      cookie,
      csrfToken,
      inject: (request) =>
        app.http.inject({ ...request, headers: { cookie, 'x-csrf-token': csrfToken, ...request.headers } }),
    }
  }
  let admin: Browserlike | null = null
  return {
    ...app,
    directory,
    clock,
    signIn,
    listen: async (port = 0) => {
      await placeSlate(config.mediaDir)
      return app.http.listen({ host: '127.0.0.1', port })
    },
    as: async (role) => {
      const held = await admin?.inject({ method: 'GET', url: '/api/session' })
      if (admin === null || held?.statusCode !== 200) admin = await signIn()
      const name = `${role}-${crypto.randomUUID()}`
      const payload = { name, fullName: role, role, password: ADMIN_PASSWORD }
      const made = await admin.inject({ method: 'POST', url: '/api/users', payload })
      if (made.statusCode !== 201) throw new Error(`no account for ${role}: ${made.body}`)
      return signIn(name)
    },
    close: async () => {
      await app.http.close()
      if (options.directory === undefined)
        await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
