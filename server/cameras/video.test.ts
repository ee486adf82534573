import { expect, it } from 'vitest'
import { type CameraHealth, type CameraVideo, lossOf, needsCare } from '../../protocol/camera.ts'
import { instant } from '../../protocol/time.ts'
import { troubleKey } from '../fault-watch/trouble.ts'
import type { VideoReading } from './conversation.ts'
import { videoAfter, videoFindings, videoPause } from './video.ts'

const MINUTE = 60_000
const there: VideoReading = { type: 'video', loss: null }
const lost: VideoReading = { type: 'video', loss: 'no-video' }
const untold: VideoReading = { type: 'untold' }
/** What a row of looks, a minute apart, leads to. */
const looked = (...readings: readonly VideoReading[]) =>
  readings.reduce<CameraVideo>((before, reading, index) => videoAfter(before, reading, instant(index * MINUTE)), {
    state: 'unknown',
  })
const found = (video: CameraVideo, health: CameraHealth = { state: 'ok' }) =>
  videoFindings([{ id: 'c1', name: '主播台', equipmentId: 'e1', health, video }])
const key = troubleKey('input-lost', { type: 'camera', id: 'c1' })

it('W12 a video is lost since the first look that missed it, whatever the reason becomes', () => {
  expect(looked(there, lost, { type: 'video', loss: 'refused' })).toEqual({
    ...{ state: 'lost', reason: 'refused', since: MINUTE, lookedAt: 2 * MINUTE },
  })
  expect(looked(lost, there)).toEqual({ state: 'there', since: MINUTE, lookedAt: MINUTE })
  expect(looked(there, untold)).toEqual(looked(there))
  expect(looked(untold)).toEqual({ state: 'unknown' })
})

it('W12 it is told from the second look on, and heals with the next that finds it', () => {
  expect(found(looked(there, lost))).toEqual({ troubles: [], unjudged: new Set() })
  expect(found(looked(there, lost, lost)).troubles).toEqual([
    {
      kind: 'input-lost',
      subject: { type: 'camera', id: 'c1' },
      ...{ equipmentId: 'e1', since: MINUTE, params: { name: '主播台' } },
    },
  ])
  expect(found(looked(lost, lost, there))).toEqual({ troubles: [], unjudged: new Set() })
})

it('W12 nothing is known of it while the camera is away, or before anybody has looked', () => {
  const away: CameraHealth = { state: 'unreachable', reason: 'silent' }
  expect(found(looked(lost, lost), away)).toEqual({ troubles: [], unjudged: new Set([key]) })
  expect(found(looked(there), away).unjudged).toContain(key)
  expect(found({ state: 'unknown' }).unjudged).toContain(key)
  expect(lossOf({ health: away, video: looked(lost) })).toBeNull()
  expect(needsCare({ health: { state: 'ok' }, video: looked(lost) })).toBe(true)
  expect(needsCare({ health: { state: 'ok' }, video: looked(there) })).toBe(false)
})

it('is told at once and as a trouble of its own when its stream shows another certificate', () => {
  const seen = { sha256: 'c'.repeat(64), validFrom: null, validTo: null }
  const other = looked(there, { type: 'other-stream-certificate', seen })
  expect(other).toEqual({ state: 'lost', reason: 'certificate-changed', seen, since: MINUTE, lookedAt: MINUTE })
  expect(found(other)).toMatchObject({ troubles: [{ kind: 'camera-certificate', since: MINUTE }], unjudged: new Set() })
  const own = troubleKey('camera-certificate', { type: 'camera', id: 'c1' })
  expect(found(other, { state: 'unreachable', reason: 'silent' }).unjudged).toEqual(new Set([key, own]))
  // The camera's own is a trouble already, and known.
  expect(found(other, { state: 'certificate-changed', seen }).unjudged).toEqual(new Set([key]))
})

it('is looked at again sooner while it is lost', () => {
  expect([looked(there), looked(lost), looked()].map(videoPause)).toEqual([5 * MINUTE, MINUTE, 5 * MINUTE])
})
