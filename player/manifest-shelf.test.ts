import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MediaManifest } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import type { Airing } from '../protocol/rundown.ts'
import { duration, instant } from '../protocol/time.ts'
import { evictable, needsOf } from './agenda.ts'
import { manifestFor, manifestKey, unneededManifests } from './manifest-shelf.ts'

const DAY_MS = 86_400_000
const SEGMENTS = 5

const manifest = (mediaId: string, revision: string): MediaManifest => ({
  mediaId,
  revision,
  durationMs: duration(SEGMENTS * 4000),
  renditions: [
    {
      name: '720p',
      width: 1280,
      height: 720,
      codecs: 'avc1.4d401f,mp4a.40.2',
      bandwidth: 1,
      averageBandwidth: 1,
      init: { sha256: `${mediaId} ${revision} init`, bytes: 1 },
      segments: Array.from({ length: SEGMENTS }, (_, index) => ({
        sha256: `${mediaId} ${revision} ${index}`,
        bytes: 1,
        durationMs: duration(4000),
      })),
    },
  ],
  subtitles: [],
  poster: null,
  thumbnails: null,
  waveform: null,
})
const shelf = (...manifests: MediaManifest[]) =>
  new Map(manifests.map((each) => [manifestKey(each.mediaId, each.revision), each]))

const airing = (day: number, mediaId: string): Airing => ({
  id: `${day}`,
  group: 'g',
  start: instant(day * DAY_MS),
  end: instant(day * DAY_MS + SEGMENTS * 4000),
  kind: 'news',
  title: mediaId,
  mediaId,
  offsetMs: duration(0),
  mediaDurationMs: duration(SEGMENTS * 4000),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
})
const plan = (airings: readonly Airing[], revision: string): HeldPlan => ({
  version: 1,
  window: { start: instant(0), end: instant(DAY_MS) },
  airings: [...airings],
  media: airings.flatMap(({ mediaId }) => (mediaId === null ? [] : [{ id: mediaId, revision }])),
})

describe('a programme that was prepared again', () => {
  const both = shelf(manifest('a', 'old'), manifest('a', 'new'))

  it('is played from the revision that the plan names, whichever came last', () => {
    expect(manifestFor(both, { mediaId: 'a', revision: 'old' })?.revision).toBe('old')
    expect(manifestFor(both, { mediaId: 'a', revision: 'new' })?.revision).toBe('new')
    expect(manifestFor(both, { mediaId: 'a', revision: 'newer' })).toBeNull()
    expect(manifestFor(both, { mediaId: 'a', revision: null })?.revision).toBe('new')
  })

  it('gives up its former revision', () => {
    expect(unneededManifests(both, plan([airing(1, 'a')], 'new'))).toEqual([manifestKey('a', 'old')])
  })
})

describe('what a TV holds', () => {
  it('stays within two weeks of programmes through a year, whatever can’t be had in between', () => {
    const lost = fc.array(fc.boolean(), { minLength: 379, maxLength: 379 })
    fc.assert(
      fc.property(lost, (missing) => {
        const manifests = new Map<string, MediaManifest>()
        const segments = new Set<string>()
        for (let today = 0; today < 365; today++) {
          const days = Array.from({ length: 14 }, (_, ahead) => airing(today + ahead, `m${today + ahead}`))
          const held = plan(days, 'r')
          for (const day of days)
            if (missing[Number(day.id)] !== true) manifests.set(manifestKey(day.title, 'r'), manifest(day.title, 'r'))
          for (const key of unneededManifests(manifests, held)) manifests.delete(key)
          const needs = needsOf(held, (show) => manifestFor(manifests, show), null, instant(today * DAY_MS))
          for (const { sha256 } of needs.objects) segments.add(sha256)
          for (const sha256 of evictable(segments, needs)) segments.delete(sha256)
          expect(manifests.size).toBeLessThanOrEqual(14)
          expect(segments.size).toBeLessThanOrEqual(15 * (SEGMENTS + 1))
        }
      }),
      { numRuns: 20 },
    )
  })
})
