/** Whether the inbox can be used, from what a look at it found. Pure. */
import type { InboxLoss, InboxState } from '../../protocol/inbox.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Findings, type Subject, troubleKey } from '../fault-watch/trouble.ts'

/** What a look found: which volumes the folder and the one above it are on, or why it could not be read. */
export type InboxSight =
  | { readonly type: 'read'; readonly device: number; readonly above: number }
  | { readonly type: 'failed'; readonly code: string }

/** On another volume than the folder above it. */
export const isShare = (sight: InboxSight): boolean => sight.type === 'read' && sight.device !== sight.above

const lossOf = (sight: InboxSight, wasShare: boolean): InboxLoss | null => {
  if (sight.type === 'read') return wasShare && !isShare(sight) ? 'unmounted' : null
  return sight.code === 'ENOENT' || sight.code === 'ENOTDIR' ? 'gone' : 'unreadable'
}

/** @param wasShare it has been one before, also before the last start */
export const inboxAfter = (before: InboxState, sight: InboxSight, wasShare: boolean, now: Instant): InboxState => {
  const reason = lossOf(sight, wasShare)
  if (reason === null) return { state: 'there' }
  return { state: 'lost', reason, since: before.state === 'lost' ? before.since : now }
}

/** A folder is read in milliseconds; a share whose disks sleep may take half a minute. */
const LONGEST_READ_MS = 90_000

/** @param askedAt when the folder was asked and has not answered yet; null: nothing is under way */
export const inboxAt = (held: InboxState, askedAt: Instant | null, now: Instant): InboxState =>
  held.state === 'there' && askedAt !== null && now - askedAt > LONGEST_READ_MS
    ? { state: 'lost', reason: 'silent', since: askedAt }
    : held

const INBOX: Subject = { type: 'server', id: 'inbox' }

/** @param state null: nobody looks yet */
export const inboxFindings = (state: InboxState | null): Findings => ({
  troubles: state?.state === 'lost' ? [{ kind: 'inbox-lost', subject: INBOX, since: state.since, params: {} }] : [],
  unjudged: new Set(state === null ? [troubleKey('inbox-lost', INBOX)] : []),
})
