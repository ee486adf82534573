/**
 * Looks at every camera about once a minute, less often at those that are away, and at its stream every few minutes;
 * tells when one needs somebody.
 */
import { answers, type CameraView } from '../../protocol/camera.ts'
import type { CameraCertificate } from '../../protocol/camera-certificate.ts'
import { type Findings, together } from '../fault-watch/trouble.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { Conversations, Paired } from './conversation.ts'
import { considered, findingsOf, pauseAfter } from './health.ts'
import type { CameraStore } from './store.ts'
import { videoAfter, videoFindings, videoPause } from './video.ts'

export interface CameraWatchDeps {
  readonly store: Pick<CameraStore, 'watched' | 'find' | 'paired' | 'keep' | 'keepCertificate' | 'keepVideo' | 'tidy'>
  readonly conversations: Pick<Conversations, 'read' | 'video'>
  readonly clock: Pick<Clock, 'now' | 'every'>
  /** Something of this camera was kept. */
  readonly changed: (id: string) => void
  readonly log: { error(details: object, message: string): void }
}

export interface CameraWatch {
  /** Looks at one camera and its stream now; done when what it brought is kept. */
  look(id: string): Promise<void>
  /** Looks at every camera that is due; done when all have been looked at. */
  round(): Promise<void>
  /** What needs somebody, as of the last looks; also right after a start, from what was kept. */
  troubles(): Promise<Findings>
  /** Told whenever that has changed. */
  onChange(listen: () => void): Dispose
  start(): void
  /** Looks no more, and waits for the looks under way; end the conversations first. */
  stop(): Promise<void>
}

const ROUND_EVERY_MS = 5000

interface Due {
  readonly at: number
  /** Looks in a row that found it as it is. */
  readonly times: number
  /** When to look at its stream. */
  readonly videoAt: number
}

export const createCameraWatch = ({ store, conversations, clock, changed, log }: CameraWatchDeps): CameraWatch => {
  const due = new Map<string, Due>()
  const looking = new Map<string, Promise<void>>()
  const listeners = new Set<() => void>()
  let known: Findings | null = null
  let rounds: Promise<void> | null = null
  let dispose: Dispose = () => undefined

  const judge = async (): Promise<Findings> => {
    const next = await store.watched().then((cameras) => together([findingsOf(cameras), videoFindings(cameras)]))
    const isOther = known !== null && named(next) !== named(known)
    known = next
    if (isOther) for (const listen of listeners) listen()
    return next
  }
  const lookAtVideo = async ({ id, version, video }: CameraView, paired: Paired): Promise<void> => {
    const seen: CameraCertificate[] = []
    const reading = await conversations.video(paired, (certificate) => seen.push(certificate))
    for (const certificate of seen)
      if (certificate.sha256 !== paired.streamPin) await store.keepCertificate(id, version, 'stream', certificate)
    const now = clock.now()
    const after = videoAfter(video, reading, now)
    const before = due.get(id)
    if (before !== undefined) due.set(id, { ...before, videoAt: now + videoPause(after) })
    if (!(await store.keepVideo(id, version, after))) return
    changed(id)
    await judge()
  }
  const lookAt = async (camera: CameraView, isAsked: boolean): Promise<void> => {
    const paired = await store.paired(camera.id)
    if (paired === null) return
    let pin = paired.pin
    const seen: CameraCertificate[] = []
    const reading = await conversations.read(paired, (certificate) => seen.push(certificate))
    // Kept however the look went: who was shown a password's digest is the one who is spoken with from now on.
    for (const certificate of seen) {
      pin = certificate.sha256
      if (pin !== paired.pin) await store.keepCertificate(camera.id, camera.version, 'camera', certificate)
    }
    const now = clock.now()
    const after = considered(camera, reading, now)
    const before = due.get(camera.id)
    const times = after.health.state === camera.health.state ? (before?.times ?? 0) + 1 : 1
    const videoAt = before?.videoAt ?? now
    due.set(camera.id, { at: now + pauseAfter(after.health, times), times, videoAt })
    if (!(await store.keep(camera.id, camera.version, after))) return
    changed(camera.id)
    await judge()
    const isVideoDue = now >= videoAt || videoAt - now > videoPause(camera.video)
    if (answers(after.health) && (isAsked || isVideoDue)) await lookAtVideo(camera, { ...paired, pin })
  }
  /** One look at a camera at a time; whoever asks meanwhile gets one of their own afterwards. */
  const lookNext = (id: string, isAsked: boolean): Promise<void> => {
    const before = looking.get(id) ?? Promise.resolve()
    const own = before
      .catch(() => undefined)
      .then(async () => {
        const camera = await store.find(id)
        if (camera !== null) await lookAt(camera, isAsked)
      })
      .finally(() => {
        if (looking.get(id) === own) looking.delete(id)
      })
    looking.set(id, own)
    return own
  }
  const isDue = ({ id, health }: CameraView): boolean => {
    const next = due.get(id)
    const now = clock.now()
    // A clock that was set back must not put looks off by hours.
    return (
      health.state === 'new' || next === undefined || now >= next.at || next.at - now > pauseAfter(health, next.times)
    )
  }
  const roundOnce = async (): Promise<void> => {
    await store.tidy()
    const cameras = await store.watched()
    for (const id of due.keys()) if (!cameras.some((camera) => camera.id === id)) due.delete(id)
    await Promise.all(
      cameras.filter((camera) => isDue(camera) && !looking.has(camera.id)).map(({ id }) => lookNext(id, false)),
    )
    await judge()
  }
  const round = (): Promise<void> => {
    rounds ??= roundOnce().finally(() => {
      rounds = null
    })
    return rounds
  }
  const looked = () => {
    round().catch((error: unknown) => log.error({ err: error }, 'the cameras could not be looked at'))
  }

  return {
    look: (id) => lookNext(id, true),
    round,
    troubles: async () => known ?? judge(),
    onChange: (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    start: () => {
      looked()
      dispose = clock.every(ROUND_EVERY_MS, looked)
    },
    stop: async () => {
      dispose()
      await Promise.allSettled([...looking.values(), rounds])
    },
  }
}

/** What makes findings others: not how far a clock has drifted since. */
const named = ({ troubles, unjudged }: Findings): string =>
  JSON.stringify([
    troubles.map(({ kind, subject, since, equipmentId, params }) => [
      kind,
      subject.id,
      since,
      equipmentId,
      params.name,
    ]),
    [...unjudged],
  ])
