/** What this TV puts on the screen at a moment, and the words beside it. Pure. */
import type { DisplayIdentity, Message } from '../protocol/display.ts'
import type { MediaManifest } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import { sayReason } from '../protocol/reasons.ts'
import { type Airing, mayMute } from '../protocol/rundown.ts'
import type { Instant } from '../protocol/time.ts'
import { type Agenda, type Show, whySlate } from './agenda.ts'
import type { RunState } from './run.ts'
import type { Line, Screen } from './stage.ts'
import { clockText, dayOf, minuteText } from './time-words.ts'

export interface Moment {
  readonly agenda: Agenda
  /** What the deck on the air is doing; null: nothing is loaded. */
  readonly state: RunState | null
  /** Of the programme on the air, when it is held. */
  readonly manifest: MediaManifest | null
  readonly identity: DisplayIdentity | null
  readonly plan: HeldPlan | null
  readonly zone: string
  readonly now: Instant
  /** See `troubleAt`. */
  readonly troubleSince: number | null
  readonly poster: (show: Show | null) => string | null
  /** Where this page came from, `http://noon.school.example:8080`. */
  readonly origin: string
}

/** A programme that is this late is in trouble; it is said once that has lasted. */
const LATE_MS = 5000
const SAID_AFTER_MS = 8000

/** Since when the programme on the air should be seen and is not; null: all is well, or it is still early. */
export const troubleAt = (show: Show | null, state: RunState | null, now: Instant, since: number | null) => {
  const late = show !== null && now - show.startAt > LATE_MS
  const isBad = late && state?.type !== 'playing' && state?.type !== 'primed'
  return isBad ? (since ?? now) : null
}

/** The browser wants a key pressed before it lets sound out. */
export const isSoundBlocked = (state: RunState | null): boolean => state?.type === 'failed' && state.code === 'autoplay'

/** Until when a teacher keeps this TV's picture hidden; null: it shows. Never an exam, never an emergency (rule P5). */
export const hiddenUntil = (
  identity: Pick<DisplayIdentity, 'hiddenUntil'> | null,
  airing: Airing | null,
  now: Instant,
): Instant | null => {
  const until = identity?.hiddenUntil ?? null
  return until !== null && now < until && (airing === null || mayMute(airing)) ? until : null
}

export const screenOf = (moment: Moment): Screen => {
  const { agenda, state, identity, now, troubleSince } = moment
  const { airing, show } = agenda
  const room = identity?.name ?? ''
  const report = identity === null ? null : reportLink(moment.origin, identity.displayId)
  if (airing?.notice !== undefined && show === null) return { type: 'emergency', notice: airing.notice, room }
  const hidden = hiddenUntil(identity, airing, now)
  if (hidden !== null) return { type: 'hidden', until: hidden, room }
  if (show !== null && isSoundBlocked(state))
    return { type: 'trouble', what: NO_SOUND, next: PRESS, since: show.startAt, room, report }
  if (show !== null && state?.type === 'playing') return programme(show, moment.manifest)
  if (troubleSince !== null && now - troubleSince > SAID_AFTER_MS)
    return { type: 'trouble', what: TROUBLE, next: TRYING, since: troubleSince, room, report }
  return identity?.standby === true ? { type: 'dark' } : slate(moment, room)
}

/** The page on which anyone reports this TV. */
const reportLink = (origin: string, displayId: string): string =>
  `${origin}/#/report?tv=${encodeURIComponent(displayId)}`

const programme = (show: Show, manifest: MediaManifest | null): Screen => {
  const has = (name: '720p' | 'audio') => manifest?.renditions.some((rendition) => rendition.name === name) === true
  return has('audio') && !has('720p')
    ? { type: 'listening', title: show.airing.title, until: show.endAt }
    : { type: 'picture' }
}

const slate = (moment: Moment, roomName: string): Screen => {
  const { agenda, identity, zone, now } = moment
  const { next } = agenda
  const today = next !== null && dayOf(next.startAt, zone) === dayOf(now, zone) ? next : null
  return {
    type: 'slate',
    schoolName: identity?.schoolName ?? '',
    roomName,
    nextTitle: today?.airing.title ?? null,
    nextAt: today?.startAt ?? null,
    poster: moment.poster(today),
    why: whyShown(moment, today === null),
  }
}

/** Said while a slot goes without a programme, and for the rest of a day with nothing more to come. */
const whyShown = ({ agenda: { airing }, plan, zone, now }: Moment, over: boolean): Line | null => {
  if (!over && (airing === null || airing.slotId === null || airing.mediaId !== null)) return null
  const [hours = 0, minutes = 0, seconds = 0] = clockText(now, zone).split(':').map(Number)
  const why = whySlate(plan, now, now - ((hours * 60 + minutes) * 60 + seconds + 1) * 1000)
  return why === null ? null : { zh: sayReason(why, 'zh-TW'), en: sayReason(why, 'en') }
}

/** The newest line that still counts; an exam and an emergency stay without one. */
export const messageOf = (airing: Airing | null, messages: readonly Message[], now: Instant): Line | null => {
  if (airing !== null && (airing.exam || airing.emergency)) return null
  return messages.findLast(({ until }) => now < until)?.words ?? null
}

export interface ServerLine {
  /** The server does not know this TV. */
  readonly refused: boolean
  /** Since when the server can't be reached; null: it can. */
  readonly lostAt: number | null
  /** Whether what is stored outlives the page. */
  readonly lasting: boolean
  /** Whether a plan is held for this moment. */
  readonly planned: boolean
  readonly zone: string
}

/** A break shorter than this is nobody's business. */
const BREAK_MS = 5000

/** The small line at the foot: what is wrong, though the programmes go on. */
export const noteOf = ({ refused, lostAt, lasting, planned, zone }: ServerLine, now: Instant): Line | null => {
  if (refused) return { zh: '伺服器不認得這台電視，請重新配對', en: 'The server does not know this TV: pair it again' }
  if (lostAt === null || now - lostAt < BREAK_MS) return lasting ? null : KEEPS_NOTHING
  const since = minuteText(lostAt, zone)
  return planned
    ? { zh: `${since} 起連不到伺服器，節目照常播出`, en: `Server away since ${since}; programmes go on` }
    : { zh: `${since} 起連不到伺服器`, en: `Server away since ${since}` }
}

const KEEPS_NOTHING: Line = {
  zh: '這台電視存不了節目：斷線時無法播出',
  en: 'This TV can keep nothing: without the network it shows nothing',
}
const NO_SOUND: Line = { zh: '瀏覽器不讓聲音播出', en: 'The browser keeps the sound off' }
const PRESS: Line = { zh: '請按遙控器的確認鍵。', en: 'Press OK on the remote.' }
const TROUBLE: Line = { zh: '這個節目現在播不出來', en: 'This programme can’t be shown right now' }
const TRYING: Line = {
  zh: '會自動一直重試，恢復後從正確的位置接著播。',
  en: 'It keeps trying and joins at the right place.',
}
