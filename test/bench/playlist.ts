/** Live playlists per second from one process: a TV, VLC or a phone asks for one every four seconds. */
import type { Bench } from './bench.ts'
import { requestsPerSecond, startServer } from './load.ts'

const SERVER = new URL('playlist-server.ts', import.meta.url)
const CONNECTIONS = 64
const SECONDS = 4
const TARGET = 5

/** The peer lists as many seconds as a Nooncast channel does: eight segments. */
const PEER_ENVIRONMENT = { SEQUENCE_DURATION: '32' }

const measure = async (who: 'ours' | 'peer'): Promise<number> => {
  await using server = await startServer(SERVER, [who], who === 'peer' ? PEER_ENVIRONMENT : {})
  const url = `${server.address}/channels/school/index.m3u8`
  await requestsPerSecond(url, CONNECTIONS, 1)
  return await requestsPerSecond(url, CONNECTIONS, SECONDS)
}

export const bench: Bench = {
  name: 'playlist',
  run: async () => {
    const peer = await measure('peer')
    const ours = await measure('ours')
    const ratio = ours / peer
    const what = 'live playlist, against hls-vodtolive over node:http'
    return [{ what, ours, peer, ratio, unit: 'requests/s', target: `≥ ${TARGET} ×`, met: ratio >= TARGET }]
  },
}
