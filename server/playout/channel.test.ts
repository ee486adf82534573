import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { MediaManifest, Rendition } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, type Instant, instant } from '../../protocol/time.ts'
import { createPlaylistReader } from '../../test/channel/reader.ts'
import { type ChannelInput, channelPlaylist, channelWindow, masterPlaylist, mediaNeeded } from './channel.ts'
import { SLATE_SEGMENTS } from './slate.ts'

const ZONE = 'Asia/Taipei'
const taipei = (text: string): Instant =>
  instant(Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).epochMilliseconds)

const hash = (text: string): string => Buffer.from(text.padEnd(32, '-')).toString('hex')
const named = (sha256: string): string => Buffer.from(sha256, 'hex').toString().replace(/-+$/, '')

const rendition = (mediaId: string, name: Rendition['name'], segments: number): Rendition => ({
  name,
  width: name === '720p' ? 1280 : 640,
  height: name === '720p' ? 720 : 360,
  codecs: 'avc1.64001f,mp4a.40.2',
  bandwidth: name === '720p' ? 3_000_000 : 800_000,
  averageBandwidth: name === '720p' ? 2_000_000 : 600_000,
  init: { sha256: hash(`${mediaId} ${name} init`), bytes: 800 },
  segments: Array.from({ length: segments }, (_, index) => ({
    sha256: hash(`${mediaId} ${name} ${index}`),
    bytes: 1000,
    durationMs: duration(4000),
  })),
})

const manifest = (mediaId: string, segments: number, rungs: readonly Rendition['name'][] = ['720p', '360p']) =>
  ({
    mediaId,
    revision: '1',
    durationMs: duration(segments * 4000),
    renditions: rungs.map((name) => rendition(mediaId, name, segments)),
    subtitles: [],
    poster: null,
    thumbnails: null,
    waveform: null,
  }) satisfies MediaManifest

const airing = (start: number, end: number, mediaId: string | null, patch: Partial<Airing> = {}): Airing => ({
  id: `${start}/${mediaId}`,
  group: 'school',
  start: instant(start),
  end: instant(end),
  kind: mediaId === null ? 'slate' : 'news',
  title: '',
  mediaId,
  offsetMs: duration(0),
  mediaDurationMs: duration(mediaId === null ? 0 : 1_000_000),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
  ...patch,
})

const channel = (airings: readonly Airing[], media: readonly MediaManifest[], slateSegments = 30): ChannelInput => ({
  airings,
  manifests: new Map(media.map((one) => [one.mediaId, one])),
  slate: manifest('slate', slateSegments),
  timeZone: ZONE,
})

/** What the cells before `at` hold, `|` at a discontinuity. */
const cells = (input: ChannelInput, at: number, rung: '720p' | '360p' = '720p'): string =>
  channelWindow(input, rung, instant(at))
    .segments.map((one) => `${one.discontinuities > 0 ? '| ' : ''}${named(one.sha256).replace(` ${rung}`, '')}`)
    .join(' ')

const NOON = taipei('2026-11-27T12:04:00')

test('a programme on the grid: the whole text', () => {
  const input = channel(
    [
      airing(NOON - 3_600_000, NOON, null),
      airing(NOON, NOON + 960_000, 'news'),
      airing(NOON + 960_000, NOON + 9_600_000, null),
    ],
    [manifest('news', 100)],
  )
  const news = (name: string) => hash(`news 720p ${name}`)
  const slate = (name: string) => hash(`slate 720p ${name}`)
  // 2026-11-27T12:04 in Taipei is 1795752240 s: cell 448938060, the slate's segment 0 of 30, so 25 … 29 stand before it.
  expect(channelPlaylist(input, '720p', instant(NOON + 14_500))).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:448938055
#EXT-X-DISCONTINUITY-SEQUENCE:41568361
#EXT-X-MAP:URI="/segments/${slate('init')}.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-27T12:03:40.000+08:00
#EXTINF:4.000,
/segments/${slate('25')}.m4s
#EXTINF:4.000,
/segments/${slate('26')}.m4s
#EXTINF:4.000,
/segments/${slate('27')}.m4s
#EXTINF:4.000,
/segments/${slate('28')}.m4s
#EXTINF:4.000,
/segments/${slate('29')}.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="/segments/${news('init')}.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-27T12:04:00.000+08:00
#EXTINF:4.000,
/segments/${news('0')}.m4s
#EXTINF:4.000,
/segments/${news('1')}.m4s
#EXTINF:4.000,
/segments/${news('2')}.m4s
`)
})

test('a programme off the grid begins at the next grid line, at the segment its position lies in', () => {
  const input = channel([airing(NOON + 1, NOON + 90_000, 'news')], [manifest('news', 100)])
  expect(cells(input, NOON + 12_000)).toBe('slate 25 slate 26 slate 27 slate 28 slate 29 | slate 0 | news 0 news 1')
  const joined = channel(
    [airing(NOON + 2000, NOON + 90_000, 'news', { offsetMs: duration(63_000) })],
    [manifest('news', 100)],
  )
  expect(cells(joined, NOON + 12_000)).toMatch(/\| news 16 news 17$/)
})

test('C6 a programme ends where its media is used up, its airing ends, or its segments end; then the slate', () => {
  const news = manifest('news', 100)
  const short = channel([airing(NOON, NOON + 90_000, 'news', { mediaDurationMs: duration(9000) })], [news])
  expect(cells(short, NOON + 20_000)).toMatch(/\| news 0 news 1 news 2 \| slate 3 slate 4$/)
  const cut = channel([airing(NOON, NOON + 8001, 'news')], [news])
  expect(cells(cut, NOON + 20_000)).toMatch(/\| news 0 news 1 news 2 \| slate 3 slate 4$/)
  const lying = channel([airing(NOON, NOON + 90_000, 'news')], [manifest('news', 2)])
  expect(cells(lying, NOON + 20_000)).toMatch(/\| news 0 news 1 \| slate 2 slate 3 slate 4$/)
})

test('C5 no manifest, no airing, no rung with a picture: the slate', () => {
  const slate = 'slate 28 slate 29 | slate 0 slate 1 slate 2 slate 3 slate 4 slate 5'
  expect(cells(channel([airing(NOON, NOON + 90_000, 'gone')], []), NOON + 24_000)).toBe(slate)
  expect(cells(channel([], []), NOON + 24_000)).toBe(slate)
  const sound = manifest('sound', 9, ['audio'])
  expect(cells(channel([airing(NOON, NOON + 90_000, 'sound')], [sound]), NOON + 24_000)).toBe(slate)
})

test('a rung that a programme lacks is replaced by the other', () => {
  const card = manifest('song', 9, ['audio', '360p'])
  const input = channel([airing(NOON, NOON + 90_000, 'song')], [card])
  const shown = channelWindow(input, '720p', instant(NOON + 8000)).segments.slice(-2)
  expect(shown.map((one) => named(one.sha256))).toEqual(['song 360p 0', 'song 360p 1'])
})

test('what an edit only continues has no discontinuity', () => {
  const split = NOON + 10_500
  const input = channel(
    [airing(NOON, split, 'news'), airing(split, NOON + 90_000, 'news', { offsetMs: duration(10_500) })],
    [manifest('news', 100)],
  )
  expect(cells(input, NOON + 24_000)).toBe('slate 28 slate 29 | news 0 news 1 news 2 news 3 news 4 news 5')
})

test('midnight: the first cell of a date has the number date × 2,000, reached by tags', () => {
  const midnight = taipei('2026-11-28T00:00:00')
  const input = channel([airing(midnight - 40_000, midnight - 20_000, 'news')], [manifest('news', 100)])
  const before = channelWindow(input, '720p', instant(midnight + 8000))
  const after = channelWindow(input, '720p', instant(midnight + 32_000))
  const tags = before.segments.reduce((sum, one) => sum + one.discontinuities, 0)
  expect(before.segments[0]?.cell).toBe(midnight / 4000 - 6)
  expect(after.segments[0]?.cell).toBe(midnight / 4000)
  expect(after.discontinuitySequence).toBe(20_785 * 2000)
  expect(before.discontinuitySequence + tags).toBe(after.discontinuitySequence)
})

test('midnight after an empty day of 25 hours: the slate of a minute leaves numbers over, and few tags are listed', () => {
  const zone = 'Europe/Berlin'
  const midnight = Temporal.PlainDate.from('2026-10-26').toZonedDateTime(zone).epochMilliseconds
  const input = { ...channel([], [], SLATE_SEGMENTS), timeZone: zone }
  const text = channelPlaylist(input, '720p', instant(midnight + 8000))
  const tags = text.split('\n').filter((line) => line === '#EXT-X-DISCONTINUITY').length
  expect(tags).toBe(2000 - (25 * 60 - 1))
  expect(text.length).toBeLessThan(16_000)
})

test('T1 a date of 23 hours: the day is counted from its own midnights', () => {
  const zone = 'Europe/Berlin'
  const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
  const input = { ...channel([], []), timeZone: zone }
  const last = channelWindow(input, '720p', instant(at('2026-03-30T00:00:00')))
  // 23 h of slate in rounds of 120 s, the first of them at midnight itself.
  expect(last.discontinuitySequence).toBe(20_541 * 2000 + 23 * 30 - 1)
})

test('the master playlist carries the key to both rungs', () => {
  expect(masterPlaylist([manifest('slate', 30)], '?key=abc')).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=3000000,AVERAGE-BANDWIDTH=2000000,CODECS="avc1.640029,mp4a.40.2",RESOLUTION=1280x720
index.m3u8?key=abc
#EXT-X-STREAM-INF:BANDWIDTH=800000,AVERAGE-BANDWIDTH=600000,CODECS="avc1.640029,mp4a.40.2",RESOLUTION=640x360
360p.m3u8?key=abc
`)
})

test('programmes of earlier days and of the future are not needed', () => {
  const midnight = taipei('2026-11-27T00:00:00')
  const airings = [
    airing(midnight - 900_000, midnight, 'yesterday'),
    airing(midnight, midnight + 900_000, 'early'),
    airing(midnight + 900_000, NOON, null),
    airing(NOON, NOON + 900_000, 'now'),
    airing(NOON + 900_000, NOON + 1_800_000, 'later'),
  ]
  expect(mediaNeeded(airings, ZONE, instant(NOON + 5000))).toEqual(['early', 'now'])
})

// --- properties ---

const MEDIA = [manifest('a', 40), manifest('b', 7), manifest('c', 300, ['audio', '360p']), manifest('d', 25, ['720p'])]

/** A gap-free plan from `from` on. */
const plan = (from: number) =>
  fc
    .array(
      fc.record({
        length: fc.integer({ min: 1, max: 200_000 }),
        mediaId: fc.constantFrom(null, 'a', 'b', 'c', 'd', 'missing'),
        offsetMs: fc.integer({ min: 0, max: 60_000 }),
        mediaDurationMs: fc.integer({ min: 1, max: 150_000 }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((parts) => {
      let start = from
      return parts.map((part) => {
        const made = airing(start, start + part.length, part.mediaId, {
          offsetMs: duration(part.offsetMs),
          mediaDurationMs: duration(part.mediaDurationMs),
        })
        start += part.length
        return made
      })
    })

/** The same past up to `at`, then another future: what the resolver makes of an edit. */
const edited = (airings: readonly Airing[], at: number, future: readonly Airing[]): readonly Airing[] => [
  ...airings.filter((one) => one.start < at).map((one) => (one.end > at ? { ...one, end: instant(at) } : one)),
  ...future,
]

test('any plan, any edits, any start of day: a player that follows never meets a broken promise', () => {
  const start = taipei('2026-11-27T23:50:00')
  fc.assert(
    fc.property(
      plan(start),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), plan(0)), { maxLength: 6 }),
      fc.constantFrom<'720p' | '360p'>('720p', '360p'),
      (first, edits, rung) => {
        const reader = createPlaylistReader()
        let airings: readonly Airing[] = first
        let at: number = start
        for (const [wait, future] of [...edits, [600_000, []] as const]) {
          for (const until = at + wait; at < until; at = Math.min(until, at + 3900))
            reader.read(channelPlaylist(channel(airings, MEDIA), rung, instant(at)))
          const edit = at
          airings = edited(
            airings,
            edit,
            future.map((one) => ({ ...one, start: instant(one.start + edit), end: instant(one.end + edit) })),
          )
        }
      },
    ),
    { numRuns: 25 },
  )
})

test('both rungs have the same discontinuities', () => {
  const start = taipei('2026-11-27T08:00:00')
  const sameLengths = channel([], MEDIA)
  fc.assert(
    fc.property(plan(start), fc.integer({ min: 0, max: 2_000_000 }), (airings, after) => {
      const at = instant(start + after)
      const [high, low] = (['720p', '360p'] as const).map((rung) => {
        const window = channelWindow({ ...sameLengths, airings }, rung, at)
        return [window.discontinuitySequence, window.segments.map((one) => one.discontinuities)]
      })
      expect(high).toEqual(low)
    }),
  )
})

test('a simulated day with an edit every ten minutes, from midnight past midnight', () => {
  const midnight = taipei('2026-11-27T00:00:00')
  const reader = createPlaylistReader()
  const random = fc.sample(plan(0), { numRuns: 150, seed: 12_04 })
  let airings: readonly Airing[] = []
  for (let step = 0; step < 21_600 + 20; step++) {
    const at = midnight + 1700 + step * 4000
    if (step % 150 === 0) {
      const future = random[step / 150] ?? []
      airings = edited(
        airings,
        at,
        future.map((one) => ({ ...one, start: instant(one.start + at), end: instant(one.end + at) })),
      )
    }
    reader.read(channelPlaylist(channel(airings, MEDIA), '720p', instant(at)))
  }
  expect(reader.seen()).toBe(21_600 + 20 + 7)
}, 60_000)
