/** The one place where a failure becomes an answer. */
import type { FastifyError, FastifyInstance } from 'fastify'
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import { preferredLanguage, type TextParams } from '../../protocol/text.ts'
import { errorAnswer, Failure } from './failure.ts'

/** Codes of Fastify and its plugins that are the asker's mistake, as ours. */
const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'NOT_SIGNED_IN',
  403: 'NOT_ALLOWED',
  404: 'NOT_FOUND',
  413: 'INPUT_TOO_LARGE',
  415: 'INPUT_TYPE_WRONG',
  429: 'TOO_MANY_REQUESTS',
}

export const answerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const language = preferredLanguage(request.headers['accept-language'])
    const { code, params, details } = describe(error, request.id)
    if (code === 'INTERNAL') request.log.error({ err: error, reference: request.id }, 'unexpected failure')
    return reply.code(ERRORS[code].status).send(errorAnswer(code, language, params, details))
  })
  app.setNotFoundHandler({ preHandler: [] }, (request, reply) =>
    reply.code(404).send(errorAnswer('NOT_FOUND', preferredLanguage(request.headers['accept-language']))),
  )
}

interface Description {
  readonly code: ErrorCode
  readonly params: TextParams
  readonly details: Readonly<Record<string, unknown>>
}

const describe = (error: FastifyError | Failure, reference: string): Description => {
  if (error instanceof Failure) return { code: error.code, params: error.params, details: error.details }
  const wrong = error.validation?.[0]
  if (wrong !== undefined) {
    const params = {
      field: wrong.instancePath.replace(/^\//, '') || (error.validationContext ?? ''),
      problem: wrong.message ?? '',
    }
    return { code: 'INPUT_INVALID', params, details: params }
  }
  const status = error.statusCode ?? 500
  const known = STATUS_CODES[status]
  if (known !== undefined) return { code: known, params: { seconds: 60 }, details: {} }
  if (status >= 400 && status < 500) {
    const params = { field: 'request', problem: error.message }
    return { code: 'INPUT_INVALID', params, details: params }
  }
  return { code: 'INTERNAL', params: { reference }, details: { reference } }
}
