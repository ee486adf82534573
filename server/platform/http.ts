/** The HTTP server before any route of ours: parsing, errors in words, headers, the API's description. */
import serializers from '@fastify/fast-json-stringify-compiler'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance, type FastifySerializerCompiler, LogController } from 'fastify'
import { answerErrors } from './errors.ts'
import { newId } from './id.ts'
import { describeApi } from './openapi.ts'

/** JSON bodies; uploads have their own way in. */
const LARGEST_BODY_BYTES = 2 * 1024 * 1024

/**
 * Nothing from elsewhere runs or loads. Styles may be inline, as the panel's UI kit writes them at run time; workers
 * and media may be made by the page. Plain HTTP on a LAN is a supported way in: no upgrade is forced.
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

/**
 * Writes answers by their schemas, as Fastify does, but makes each writer when it is first needed: several hundred at the
 * start cost most of a second, and on most days few are used.
 */
const writeWhenAsked = (): FastifySerializerCompiler<unknown> => {
  const writerOf = serializers()()
  return ({ httpStatus = '200', ...route }) => {
    let write: ReturnType<typeof writerOf> | null = null
    return (answer) => {
      write ??= writerOf({ ...route, httpStatus })
      return write(answer)
    }
  }
}

/** The same for what is asked: a schema is made into a check by the first request that it is for. */
const readWhenAsked: typeof TypeBoxValidatorCompiler = (route) => {
  let check: ReturnType<typeof TypeBoxValidatorCompiler> | null = null
  return (value: unknown) => {
    check ??= TypeBoxValidatorCompiler(route)
    return check(value)
  }
}

export const createHttp = async (options: {
  readonly logLevel: string
  readonly version: string
}): Promise<FastifyInstance> => {
  const http = fastify({
    // A machine that starts everything at once after a power cut is slow; the default of ten seconds ends the start.
    pluginTimeout: 60_000,
    logger: { level: options.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY_BYTES,
    genReqId: () => newId(),
    trustProxy: 'loopback',
    forceCloseConnections: true,
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(readWhenAsked)
    .setSerializerCompiler(writeWhenAsked())
  answerErrors(http)
  await http.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    hsts: false,
    originAgentCluster: false,
    crossOriginOpenerPolicy: false,
  })
  await http.register(rateLimit, { global: false })
  await describeApi(http, options.version)
  return http
}
