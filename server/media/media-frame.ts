/** The smallest server around media routes, for tests: errors in words, and everybody is the operator 王老師. */
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { type RouteOptions } from 'fastify'
import { answerErrors } from '../platform/errors.ts'

export const createMediaFrame = () => {
  const app = fastify({ forceCloseConnections: true })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler)
  const routes: RouteOptions[] = []
  answerErrors(app)
  app.decorateRequest('principal')
  app.decorateRequest('language')
  app.addHook('onRoute', (route) => void routes.push(route))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-frame', 'nooncast')
    request.language = request.headers['accept-language'] === 'en' ? 'en' : 'zh-TW'
    const user = { id: 'u', name: '王老師', fullName: '', role: 'operator', language: 'zh-TW', office: '' } as const
    request.principal = { type: 'user', user, sessionId: 's' }
  })
  return { app, routes }
}
