/** The folder into which a school drops files: each is taken once nobody writes to it any more. */
import type { Dirent } from 'node:fs'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { InboxState } from '../../protocol/inbox.ts'
import { readName } from '../../protocol/programme-name.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import { isIgnored } from './inbox-name.ts'
import type { InboxShare } from './inbox-share.ts'
import { type InboxSight, inboxAfter, inboxAt, isShare } from './inbox-state.ts'
import type { Intake } from './intake.ts'

export interface InboxDeps {
  readonly clock: Clock
  readonly mediaDir: string
  readonly intake: Intake
  readonly share: InboxShare
  /** Whether it can be used has changed. */
  readonly changed: () => void
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>
  /** What the folder holds, by an absolute path; left out: as the file system says. */
  readonly list?: (folder: string) => Promise<readonly Dirent[]>
}

export interface Inbox {
  /** Looks now; done when everything that is complete was taken. Never fails. */
  look(): Promise<void>
  /** Whether it can be used, as of the last look; before the first one it is taken to be. */
  state(): InboxState
  /** The same; null: no look has ended yet, and none has been waited for too long. */
  found(): InboxState | null
  /** Looks no more, and waits for the look under way; five seconds, for a share may never answer. */
  stop(): Promise<void>
}

/** A stop waits so long for a look. A file that is being copied in then stays where it was dropped, and its half copy is cleared away at the next start. */
const LONGEST_STOP_MS = 5000
const LOOK_EVERY_MS = 2000
const STILL_MS = 5000
/** An empty file is more often one that is about to be filled than one that somebody wants to be told about. */
const EMPTY_STILL_MS = 60_000
/** After a failure (a full disk, a file that may not be moved) it is tried again this much later. */
const PAUSE_MS = 60_000

/** A file's size and time of change, and since when they stand still by the server's clock. */
export interface Sighting {
  readonly size: number
  readonly modifiedMs: number
  readonly since: number
}

/** What is known of a file after one more look. */
export const sighted = (before: Sighting | undefined, size: number, modifiedMs: number, now: number): Sighting =>
  before !== undefined && before.size === size && before.modifiedMs === modifiedMs && before.since <= now + PAUSE_MS
    ? before
    : { size, modifiedMs, since: now }

/** Has the file stood still for long enough? */
export const isComplete = (sighting: Sighting, now: number): boolean =>
  now - sighting.since >= (sighting.size === 0 ? EMPTY_STILL_MS : STILL_MS)

/** Watches `MEDIA_DIR/inbox` by looking, which works on network shares too, where no change is announced. */
export const startInbox = (deps: InboxDeps): Inbox => {
  const { clock, mediaDir, intake, share, changed, log } = deps
  const list = deps.list ?? ((place: string) => readdir(place, { withFileTypes: true }))
  const folder = join(mediaDir, 'inbox')
  let seen: ReadonlyMap<string, Sighting> = new Map()
  let looking: Promise<void> | null = null
  let held: InboxState = { state: 'there' }
  let askedAt: Instant | null = null
  let told: string = held.state
  // Made at a start alone: a folder that was moved away must not come back empty, to be dropped into by nobody.
  let isMade = false

  const state = (): InboxState => inboxAt(held, askedAt, clock.now())
  const tell = (): void => {
    const now = state()
    const next = now.state === 'lost' ? now.reason : now.state
    if (next === told) return
    told = next
    if (now.state === 'lost') log.warn({ reason: now.reason }, 'the inbox can’t be used')
    else log.info({}, 'the inbox can be used again')
    changed()
  }
  const read = async (): Promise<{ readonly sight: InboxSight; readonly names: readonly string[] }> => {
    if (!isMade) await mkdir(folder, { recursive: true })
    isMade = true
    const [own, above] = await Promise.all([stat(folder), stat(mediaDir)])
    const entries = await list(folder)
    const names = entries.filter((entry) => entry.isFile() && !isIgnored(entry.name)).map(({ name }) => name)
    return { sight: { type: 'read', device: own.dev, above: above.dev }, names }
  }

  const consider = async (name: string): Promise<Sighting | null> => {
    const file = join(folder, name)
    const { size, mtimeMs } = await stat(file)
    const sighting = sighted(seen.get(name), size, mtimeMs, clock.now())
    if (!isComplete(sighting, clock.now())) return sighting
    try {
      const { title, kind, airDate } = readName(name)
      const mediaId = await intake(file, { originalName: name, title, kind, airDate })
      log.info({ file: name, mediaId, kind, airDate }, 'taken from the inbox')
      // Who drops files into the server's own folder has given up the share.
      if (held.state === 'lost' && held.reason === 'unmounted') await share.forget()
      return null
    } catch (error) {
      log.warn({ err: error, file: name }, 'could not be taken from the inbox; trying again in a minute')
      return { ...sighting, since: clock.now() + PAUSE_MS }
    }
  }

  let stopped = false
  let isFound = false
  /** The file that is looked at or taken in. */
  let taking: string | null = null
  const lookOnce = async (): Promise<void> => {
    askedAt = clock.now()
    const { sight, names } = await read()
      .catch((error: NodeJS.ErrnoException) => ({
        sight: { type: 'failed', code: error.code ?? '' } as const,
        names: [],
      }))
      .finally(() => {
        askedAt = null
      })
    if (stopped) return
    if (isShare(sight)) await share.remember()
    isFound = true
    held = inboxAfter(held, sight, await share.was(), clock.now())
    tell()
    const next = new Map<string, Sighting>()
    for (const name of names) {
      if (stopped) break
      taking = name
      const sighting = await consider(name).catch((error: unknown) => {
        log.warn({ err: error, file: name }, 'a file of the inbox can’t be read')
        return null
      })
      if (sighting !== null) next.set(name, sighting)
    }
    taking = null
    seen = next
  }

  const look = (): Promise<void> => {
    looking ??= lookOnce()
      .catch((error: unknown) => log.warn({ err: error }, 'the inbox could not be looked at'))
      .finally(() => {
        looking = null
      })
    return looking
  }

  const dispose = clock.every(LOOK_EVERY_MS, () => {
    look()
    tell()
  })
  return {
    look,
    state,
    found: () => (isFound || state().state === 'lost' ? state() : null),
    stop: async () => {
      dispose()
      stopped = true
      const under = looking?.then(() => 'ended' as const)
      if (under === undefined) return
      let cancel: Dispose = () => undefined
      const late = new Promise<'late'>((resolve) => {
        cancel = clock.at(instant(clock.now() + LONGEST_STOP_MS), () => resolve('late'))
      })
      if ((await Promise.race([under, late])) === 'late')
        log.warn({ folder, askedAt, file: taking }, 'stopped without waiting for the inbox, which does not answer')
      cancel()
    },
  }
}
