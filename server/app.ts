/** The server put together: the ordered list of its parts, nothing else. Listening is main.ts's. */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import project from '../package.json' with { type: 'json' }
import { accountRoutes } from './accounts/routes.ts'
import { registerSessions, sessionUser } from './accounts/sessions.ts'
import { createSetupLink, type SetupLink } from './accounts/setup-link.ts'
import { createAccountStore } from './accounts/store.ts'
import type { Config } from './config.ts'
import { guardRoutes } from './platform/access.ts'
import { createChanges } from './platform/changes.ts'
import type { Clock } from './platform/clock.ts'
import { openDatabase } from './platform/database.ts'
import { answerErrors } from './platform/errors.ts'
import { serveFrontends } from './platform/frontends.ts'
import { healthRoutes } from './platform/health.ts'
import { newId, newSecret } from './platform/id.ts'
import { describeApi } from './platform/openapi.ts'
import { ownValue } from './platform/settings.ts'
import { settingsRoutes } from './settings/routes.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** JSON bodies; uploads have their own way in. */
const LARGEST_BODY_BYTES = 2 * 1024 * 1024

export interface App {
  readonly http: FastifyInstance
  readonly setupLink: SetupLink
}

/**
 * Builds the whole server on a database and folders that exist or are made. Closing `http` ends everything it started.
 * @throws MigrationError, ToolsError when the database or ffmpeg can't be used
 */
export const buildApp = async (config: Config, clock: Clock): Promise<App> => {
  mkdirSync(config.mediaDir, { recursive: true })
  const database = await openDatabase(config.databaseUrl, clock)
  const changes = createChanges()
  const accounts = createAccountStore(database, clock)
  if (config.adminPassword !== null && (await accounts.count()) === 0)
    await accounts.create({
      name: 'admin',
      fullName: '',
      role: 'admin',
      password: config.adminPassword,
      language: 'zh-TW',
    })
  const setupLink = createSetupLink((await accounts.count()) === 0)

  const http = fastify({
    logger: { level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY_BYTES,
    genReqId: () => newId(),
    trustProxy: 'loopback',
    forceCloseConnections: true,
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler)
  http.addHook('onClose', () => database.$disconnect())

  answerErrors(http)
  await http.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    hsts: false,
    originAgentCluster: false,
    crossOriginOpenerPolicy: false,
  })
  await http.register(rateLimit, { global: false })
  await describeApi(http, project.version)
  await registerSessions(http, {
    database,
    clock,
    secret: await ownValue(database, clock, 'session-secret', newSecret),
  })
  guardRoutes(http, {
    user: sessionUser(database, clock),
    display: async () => null,
    key: async () => null,
  })

  await http.register(healthRoutes({ database, mediaDir: config.mediaDir, clockSteady: () => true }))
  await http.register(accountRoutes({ database, clock, changes, accounts, setupLink, endSessions: () => undefined }))
  await http.register(settingsRoutes({ database, clock, changes, timeZone: config.timeZone, version: project.version }))
  await serveFrontends(http, ROOT)
  await http.ready()
  return { http, setupLink }
}

/**
 * Nothing from elsewhere runs or loads. Styles may be inline, as the panel's UI kit writes them at run time; workers
 * and media may be made by the page (hls.js). Plain HTTP on a LAN is a supported way in: no upgrade is forced.
 */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'", 'ws:', 'wss:'],
    fontSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
  },
}
