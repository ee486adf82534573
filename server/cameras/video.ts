/** From what a look at a camera's stream brought to whether its video is to be had, and when to look again. Pure. */
import { answers, type CameraHealth, type CameraVideo } from '../../protocol/camera.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Findings, type Trouble, troubleKey } from '../fault-watch/trouble.ts'
import type { VideoReading } from './conversation.ts'

/** What could not be told changes nothing. */
export const videoAfter = (before: CameraVideo, reading: VideoReading, now: Instant): CameraVideo => {
  if (reading.type === 'untold') return before
  const isThere = reading.type === 'video' && reading.loss === null
  const since = before.state === (isThere ? 'there' : 'lost') ? before.since : now
  if (reading.type === 'other-stream-certificate')
    return { state: 'lost', reason: 'certificate-changed', seen: reading.seen, since, lookedAt: now }
  return reading.loss === null
    ? { state: 'there', since, lookedAt: now }
    : { state: 'lost', reason: reading.loss, since, lookedAt: now }
}

const MINUTE_MS = 60_000

/** When to look again, milliseconds from now: a look is a conversation of its own, so calmer than those at the camera. */
export const videoPause = ({ state }: CameraVideo): number => (state === 'lost' ? MINUTE_MS : 5 * MINUTE_MS)

export interface Seen {
  readonly id: string
  readonly name: string
  readonly equipmentId: string | null
  readonly health: CameraHealth
  readonly video: CameraVideo
}

/**
 * Lost inputs. Told from the second look on that found it so, another certificate at once; nothing is known of the video of a camera that is itself
 * away, which is a trouble of its own.
 */
export const videoFindings = (cameras: readonly Seen[]): Findings => {
  const troubles: Trouble[] = []
  const unjudged = new Set<string>()
  for (const { id, name, equipmentId, health, video } of cameras) {
    const subject = { type: 'camera', id } as const
    const isCertificate = video.state === 'lost' && video.reason === 'certificate-changed'
    if (!answers(health) || video.state === 'unknown') {
      unjudged.add(troubleKey('input-lost', subject))
      // Unless the camera itself has that trouble.
      if (isCertificate && health.state !== 'certificate-changed')
        unjudged.add(troubleKey('camera-certificate', subject))
    } else if (video.state === 'lost' && (isCertificate || video.lookedAt > video.since))
      troubles.push({
        ...{ kind: isCertificate ? 'camera-certificate' : 'input-lost', since: video.since },
        ...{ subject, equipmentId, params: { name } },
      })
  }
  return { troubles, unjudged }
}
