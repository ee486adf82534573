/** The API's description at /api/openapi.json, browsable at /api/docs. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { openScope } from './access.ts'

export const describeApi = async (app: FastifyInstance, version: string): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Nooncast',
        description:
          'The broadcast room of a school. Errors are `{ code, message, details }`; `message` follows Accept-Language.',
        version,
        license: { name: 'MIT' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'nooncast' },
          display: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  })
  await app.register(async (scope) => {
    openScope(scope)
    await scope.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: false })
  })
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger())
}
