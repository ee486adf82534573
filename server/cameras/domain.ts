/** Studio cameras, put together: what is kept, what looks at them, what searches for them. */
import { networkInterfaces } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { createEquipmentStore } from '../equipment/store.ts'
import type { TroubleSource } from '../fault-watch/trouble.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Seal } from '../platform/sealed.ts'
import { createConversations } from './conversation.ts'
import { createEntries } from './entry.ts'
import { entryRoutes } from './entry-routes.ts'
import { createNetworkSettings } from './network-settings.ts'
import type { Interface } from './networks.ts'
import { cameraRoutes } from './routes.ts'
import { createScan } from './scan.ts'
import { scanRoutes } from './scan-routes.ts'
import { createSnapshots } from './snapshots.ts'
import { createCameraStore } from './store.ts'
import { createCameraWatch } from './watch.ts'

export interface CamerasDeps {
  readonly http: FastifyInstance
  readonly database: Database
  readonly clock: Clock
  readonly seal: Seal
  readonly changes: Changes
  readonly timeZone: string
  readonly audit: ReturnType<typeof audit>
  /** Cameras on this machine itself; only tests say so. */
  readonly loopback: boolean
}

export interface Cameras {
  /** Begins to look at them. */
  start(): void
  /** Ends every conversation and search; done when none is under way. */
  stop(): Promise<void>
  /** What needs somebody, as of the last looks. */
  readonly troubles: TroubleSource
  /** Told whenever that has changed. */
  onChange(listen: () => void): Dispose
}

const ownInterfaces = (): readonly Interface[] =>
  Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).flatMap(({ family, cidr, internal }) =>
      family === 'IPv4' && cidr !== null ? [{ name, cidr, internal }] : [],
    ),
  )

export const camerasDomain = async (deps: CamerasDeps): Promise<Cameras> => {
  const { http, database, clock, changes, audit, timeZone } = deps
  const stopped = new AbortController()
  const settings = createNetworkSettings(database, clock, deps.loopback)
  const { networks } = settings
  const changed = (...ids: string[]) => changes.publish('cameras', ...ids)
  const store = createCameraStore({ database, clock, seal: deps.seal })
  const conversations = createConversations({ clock, networks, signal: stopped.signal })
  const watch = createCameraWatch({ store, conversations, clock, changed, log: http.log })
  const scan = createScan({ clock, networks, interfaces: ownInterfaces, changed })
  const snapshots = createSnapshots({ conversations, clock, paired: store.paired })
  await http.register(
    scanRoutes({
      ...{ scan, settings, audit, interfaces: ownInterfaces, cameras: store.watched },
      networksChanged: async () => {
        const cameras = await store.watched()
        await Promise.all(cameras.map(({ id }) => watch.look(id)))
        changed()
      },
    }),
  )
  await http.register(cameraRoutes({ ...{ store, watch, snapshots, networks, changed, clock, timeZone, audit } }))
  await http.register(
    entryRoutes({
      entries: createEntries({
        database,
        equipment: createEquipmentStore({ database, clock, timeZone }),
        cameras: store,
      }),
      entered: (cameraId, equipmentId) => {
        changed(cameraId)
        changes.publish('equipment', equipmentId)
      },
      audit,
    }),
  )
  return {
    start: watch.start,
    stop: async () => {
      stopped.abort()
      await scan.cancel()
      await watch.stop()
    },
    troubles: watch.troubles,
    onChange: watch.onChange,
  }
}
