/** Stored objects by Nooncast's route (`ours`) or by @fastify/static (`static`), from the folder given. */
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { segmentRoutes } from '../../server/playout/segments.ts'

const [who, folder = ''] = process.argv.slice(2)
const http = fastify({ forceCloseConnections: true })
  .withTypeProvider<TypeBoxTypeProvider>()
  .setValidatorCompiler(TypeBoxValidatorCompiler)
if (who === 'ours') await http.register(segmentRoutes({ mediaDir: folder }))
else
  await http.register(fastifyStatic, {
    root: join(folder, 'flat'),
    prefix: '/segments/',
    immutable: true,
    maxAge: '1y',
  })
const address = await http.listen({ host: '127.0.0.1', port: 0 })
process.send?.(Number(new URL(address).port))
