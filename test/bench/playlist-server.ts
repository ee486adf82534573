/** A channel as live HLS, by Nooncast's routes (`ours`) or by @eyevinn/hls-vodtolive over plain node:http (`peer`). */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import HLSVod from '@eyevinn/hls-vodtolive'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { type MediaManifest, SEGMENT_MS, segmentPath } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { guardRoutes } from '../../server/platform/access.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { createClock } from '../../server/platform/clock.ts'
import { channelRoutes } from '../../server/playout/channel-routes.ts'

/** The noon news. */
const NEWS_MS = 16 * 60_000
const BANDWIDTHS = { '720p': 3_000_000, '360p': 800_000 } as const
const RUNGS = ['720p', '360p'] as const

const stored = (name: string) => ({ sha256: createHash('sha256').update(name).digest('hex'), bytes: 1_000_000 })

const manifest = (mediaId: string, lengthMs: number): MediaManifest => ({
  mediaId,
  revision: '1',
  durationMs: duration(lengthMs),
  renditions: RUNGS.map((name) => ({
    name,
    width: name === '720p' ? 1280 : 640,
    height: name === '720p' ? 720 : 360,
    codecs: 'avc1.4d401f,mp4a.40.2',
    bandwidth: BANDWIDTHS[name],
    averageBandwidth: BANDWIDTHS[name],
    init: stored(`${mediaId} ${name} init`),
    segments: Array.from({ length: lengthMs / SEGMENT_MS }, (_, index) => ({
      ...stored(`${mediaId} ${name} ${index}`),
      durationMs: duration(SEGMENT_MS),
    })),
  })),
  subtitles: [],
  poster: null,
  thumbnails: null,
  waveform: null,
})

const clock = createClock()

const airing = (start: number, end: number, mediaId: string | null): Airing => ({
  id: `${start}`,
  group: 'school',
  start: instant(start),
  end: instant(end),
  kind: mediaId === null ? 'slate' : 'news',
  title: '',
  mediaId,
  offsetMs: duration(0),
  mediaDurationMs: duration(mediaId === null ? 0 : NEWS_MS),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
})

const ours = async (): Promise<number> => {
  const http = fastify({ forceCloseConnections: true })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler)
  const nobody = async () => null
  guardRoutes(http, { user: nobody, half: nobody, display: nobody, key: async (key) => key })
  const news = manifest('news', NEWS_MS)
  const slate = manifest('slate', 60_000)
  const start = clock.now() - NEWS_MS / 2
  const rundown = {
    version: 1,
    airings: [
      airing(start - 86_400_000, start, null),
      airing(start, start + NEWS_MS, 'news'),
      airing(start + NEWS_MS, start + 86_400_000, null),
    ],
  }
  await http.register(
    channelRoutes({
      clock,
      changes: createChanges(),
      timeZone: 'Asia/Taipei',
      rundownOf: (group) => (group === 'school' ? rundown : null),
      manifest: async (mediaId) => (mediaId === 'news' ? news : null),
      slate: () => slate,
    }),
  )
  return Number(new URL(await http.listen({ host: '127.0.0.1', port: 0 })).port)
}

/** The same news as a playlist of a finished programme, from which the package makes live ones. */
const peer = async (): Promise<number> => {
  const master = RUNGS.map((name) => `#EXT-X-STREAM-INF:BANDWIDTH=${BANDWIDTHS[name]}\n${name}.m3u8\n`).join('')
  const media = (rung: string): string => {
    const rendition = manifest('news', NEWS_MS).renditions.find(({ name }) => name === rung)
    if (rendition === undefined) throw new Error(`no rung ${rung}`)
    const segments = rendition.segments.map(({ sha256 }) => `#EXTINF:4.000,\n${segmentPath(sha256)}\n`).join('')
    const head = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n#EXT-X-PLAYLIST-TYPE:VOD\n'
    return `${head}#EXT-X-MAP:URI="${segmentPath(rendition.init.sha256)}"\n${segments}#EXT-X-ENDLIST\n`
  }
  const vod = new HLSVod('http://127.0.0.1/news/master.m3u8')
  await vod.load(
    () => Readable.from([`#EXTM3U\n#EXT-X-VERSION:7\n${master}`]),
    (bandwidth) => Readable.from([media(bandwidth === BANDWIDTHS['720p'] ? '720p' : '360p')]),
  )
  const count = vod.getLiveMediaSequencesCount()
  const server = createServer((_, response) => {
    const index = Math.floor(clock.now() / SEGMENT_MS) % count
    const body = vod.getLiveMediaSequences(0, String(BANDWIDTHS['720p']), index)
    response.writeHead(200, {
      'content-type': 'application/vnd.apple.mpegurl',
      'cache-control': 'private, max-age=1',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

process.send?.(await (process.argv[2] === 'peer' ? peer() : ours()))
