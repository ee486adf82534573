/** Live playlists per second from one process: a TV, VLC or a phone asks for one every four seconds. */
import type { Bench } from './bench.ts'
import { inTurn, requestsPerSecond, startServer } from './load.ts'

const SERVER = new URL('playlist-server.ts', import.meta.url)
const CONNECTIONS = 64
const SECONDS = 3
const TARGET = 5

/** The peer lists as many seconds as a Nooncast channel does: eight segments. */
const PEER_ENVIRONMENT = { SEQUENCE_DURATION: '32' }

const URL_PATH = '/channels/school/index.m3u8?key=a-key-of-the-bench'

export const bench: Bench = {
  name: 'playlist',
  run: async () => {
    await using ours = await startServer(SERVER, ['ours'])
    await using other = await startServer(SERVER, ['peer'], PEER_ENVIRONMENT)
    const [mine = 0, peer = 0] = await inTurn(
      [ours, other].map(
        ({ address }) =>
          () =>
            requestsPerSecond(`${address}${URL_PATH}`, CONNECTIONS, SECONDS),
      ),
    )
    const ratio = mine / peer
    const what = 'live playlist with its key checked, against hls-vodtolive over bare node:http'
    return [{ what, ours: mine, peer, ratio, unit: 'requests/s', target: `≥ ${TARGET} ×`, met: ratio >= TARGET }]
  },
}
