/** The built panel at `/` and the built player at `/player/`: hashed assets for ever, pages always asked again. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { playerBuildIn } from '../../protocol/display.ts'
import { openScope } from './access.ts'

/** Vite puts a content hash into the name of everything below `assets/`. */
const cacheControl = (path: string): string =>
  /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'

/** @param root the project's folder, which holds `control-panel/dist` and `player/dist` */
export const serveFrontends = async (app: FastifyInstance, root: string): Promise<void> => {
  await serve(app, resolve(root, 'control-panel/dist'), '/')
  await serve(app, resolve(root, 'player/dist'), '/player/')
  app.get('/player', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) =>
    reply.redirect('/player/'),
  )
}

/** The build of the player that is handed out; null when it was not built. */
export const playerBuild = (root: string): string | null => {
  const page = resolve(root, 'player/dist/index.html')
  return existsSync(page) ? playerBuildIn(readFileSync(page, 'utf8')) : null
}

const serve = async (app: FastifyInstance, directory: string, prefix: string): Promise<void> => {
  if (!existsSync(directory)) {
    app.log.warn({ directory }, 'front end not built: run npm run setup')
    return
  }
  await app.register(async (scope) => {
    openScope(scope)
    await scope.register(fastifyStatic, {
      root: directory,
      prefix,
      decorateReply: false,
      cacheControl: false,
      wildcard: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', cacheControl(path))
      },
    })
  })
}
