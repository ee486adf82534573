/** Searching for cameras, and the networks in which they may be. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { CameraNetworks, CameraNetworksView, CameraScan, type CameraView } from '../../protocol/camera.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { NetworkSettings } from './network-settings.ts'
import { type Interface, isWithin, nearNetworks } from './networks.ts'
import type { Scan } from './scan.ts'

export interface ScanRoutesDeps {
  readonly scan: Scan
  readonly settings: NetworkSettings
  readonly interfaces: () => readonly Interface[]
  readonly cameras: () => Promise<readonly CameraView[]>
  /** The networks are others: what was closed may be open, and the other way round. */
  readonly networksChanged: () => Promise<void>
  readonly audit: ReturnType<typeof audit>
}

const tags = ['cameras']

export const scanRoutes =
  ({ scan, settings, interfaces, cameras, networksChanged, audit }: ScanRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const view = async (): Promise<CameraScan> => {
      const [networks, known] = [await settings.networks(), await cameras()]
      const search = scan.view()
      const found = search.found.map((each) => ({
        ...each,
        allowed: isWithin(networks, each.address),
        cameraId: known.find(({ address, port }) => address === each.address && port === each.port)?.id ?? null,
      }))
      return { ...search, found }
    }
    const networksView = async (): Promise<CameraNetworksView> => {
      const networks = await settings.texts()
      return { networks, near: nearNetworks(interfaces()).filter((each) => !networks.includes(each)) }
    }

    app.get(
      '/api/cameras/scan',
      {
        config: { access: 'equipment.write' },
        schema: { tags, summary: 'The search as it stands', response: { 200: CameraScan } },
      },
      view,
    )
    app.post(
      '/api/cameras/scan',
      {
        config: { access: 'equipment.write' },
        schema: { tags, summary: 'Searches the networks allowed (WS-Discovery)', response: { 202: CameraScan } },
      },
      async (request, reply) => {
        await scan.start()
        await audit(userOf(request).name, 'camera.scan', '', {})
        return reply.code(202).send(await view())
      },
    )
    app.delete(
      '/api/cameras/scan',
      {
        config: { access: 'equipment.write' },
        schema: { tags, summary: 'Ends the search', response: { 200: CameraScan } },
      },
      async () => {
        await scan.cancel()
        return view()
      },
    )

    app.get(
      '/api/cameras/networks',
      {
        config: { access: 'equipment.read' },
        schema: { tags, summary: 'Where cameras may be contacted', response: { 200: CameraNetworksView } },
      },
      networksView,
    )
    app.put(
      '/api/cameras/networks',
      {
        config: { access: 'settings.write' },
        schema: {
          tags,
          summary: 'Sets the networks; nothing outside of them is ever contacted',
          body: Type.Object({ networks: CameraNetworks }, { additionalProperties: false }),
          response: { 200: CameraNetworksView },
        },
      },
      async (request) => {
        const networks = await settings.set(request.body.networks)
        await audit(userOf(request).name, 'camera.networks', '', { networks })
        await networksChanged()
        return networksView()
      },
    )
  }
