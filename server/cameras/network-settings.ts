/** The networks that a school allows for cameras: kept as text, read as networks; none until a person says so. */
import { Value } from 'typebox/value'
import { CameraNetworks } from '../../protocol/camera.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { type Network, networkText, parseNetwork } from './networks.ts'

const KEY = 'camera.networks'

export type NetworkSettings = ReturnType<typeof createNetworkSettings>

/** @param loopback only tests say true */
export const createNetworkSettings = (database: Database, clock: Pick<Clock, 'now'>, loopback: boolean) => {
  const texts = async (): Promise<CameraNetworks> => {
    const row = await database.setting.findUnique({ where: { key: KEY } })
    return Value.Check(CameraNetworks, row?.value) ? row.value : []
  }
  return {
    texts,
    networks: async (): Promise<readonly Network[]> =>
      (await texts()).flatMap((text) => {
        const network = parseNetwork(text, loopback)
        return network === null ? [] : [network]
      }),
    /** @throws Failure CAMERA_NETWORK_WRONG for the first that can't be allowed */
    set: async (wanted: CameraNetworks): Promise<CameraNetworks> => {
      const value = wanted.map((text) => {
        const network = parseNetwork(text, loopback)
        if (network === null) throw new Failure('CAMERA_NETWORK_WRONG', { network: text })
        return networkText(network)
      })
      const data = { value: [...new Set(value)], updatedAt: new Date(clock.now()) }
      await database.setting.upsert({ where: { key: KEY }, create: { key: KEY, ...data }, update: data })
      return texts()
    },
  }
}
