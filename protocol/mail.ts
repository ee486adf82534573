/** Letters that Nooncast sends: what they tell, who may decline them, and why one did not arrive. */
import { type Static, Type } from 'typebox'
import { BackupTrouble } from './backup.ts'
import { DIGEST_LETTERS, DIGEST_TOPICS } from './digest-letter.ts'
import { FAULT_LETTERS, FAULT_TOPICS } from './fault-letters.ts'
import { REQUEST_LETTERS, REQUEST_TOPICS } from './request-letters.ts'
import { Nullable } from './schema-parts.ts'
import { SLIP_LETTERS, SLIP_TOPICS } from './slip-letters.ts'
import type { Sentence } from './text.ts'
import { Instant, SchoolDate } from './time.ts'
import { VISIT_LETTERS } from './visit-letters.ts'

const DutyTold = { occurrenceId: Type.String(), duty: Type.String(), due: SchoolDate }
const Told = { bookingId: Type.String(), date: SchoolDate, title: Type.String() }

/** The facts of a letter; its words are made when it is sent, in the reader's language. */
export const Letter = Type.Union([
  ...VISIT_LETTERS,
  Type.Object({ kind: Type.Literal('booking-received'), ...Told, waiting: Type.Boolean() }),
  /** To those who approve. */
  Type.Object({ kind: Type.Literal('booking-to-decide'), ...Told, by: Type.String(), note: Type.String() }),
  Type.Object({ kind: Type.Literal('booking-approved'), ...Told }),
  /** `reason` as the approver put it; may be empty. */
  Type.Object({ kind: Type.Literal('booking-refused'), ...Told, reason: Type.String() }),
  Type.Object({ kind: Type.Literal('booking-moved-up'), ...Told, offerUntil: Nullable(Instant) }),
  /** By the broadcast room, not by who booked. */
  Type.Object({ kind: Type.Literal('booking-withdrawn'), ...Told }),
  /** `was`: not accepted in time, not decided in time, or the turn never came. */
  Type.Object({
    kind: Type.Literal('booking-lapsed'),
    ...Told,
    was: Type.Union([Type.Literal('offered'), Type.Literal('pending'), Type.Literal('waiting')]),
  }),
  /** A decision that was told already was taken back. */
  Type.Object({ kind: Type.Literal('booking-reopened'), ...Told, waiting: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('booking-reminder'), ...Told }),
  Type.Object({
    kind: Type.Literal('noon-alarm'),
    title: Type.String(),
    start: Nullable(Instant),
    level: Type.String(),
    ready: Type.Integer(),
    total: Type.Integer(),
    rooms: Type.Array(Type.String()),
  }),
  Type.Object({
    kind: Type.Literal('licence-ending'),
    mediaId: Type.String(),
    title: Type.String(),
    until: SchoolDate,
  }),
  /** `newest`: the last good copy. */
  Type.Object({ kind: Type.Literal('backup-failing'), code: BackupTrouble, newest: Nullable(Instant) }),
  /** To the head: it was not done in time. */
  Type.Object({ kind: Type.Literal('duty-late'), ...DutyTold }),
  /** To the head: its time is over, and it was not done. */
  Type.Object({ kind: Type.Literal('duty-missed'), ...DutyTold }),
  /** To an office; `path` as an invitation has it. `again`: it was asked before. */
  Type.Object({
    kind: Type.Literal('duty-asked'),
    office: Type.String(),
    what: Type.String(),
    duty: Type.String(),
    due: SchoolDate,
    again: Type.Boolean(),
    /** Chinese first, then English: nobody has said which the office reads. */
    both: Type.Optional(Type.Boolean()),
    path: Type.String(),
  }),
  /** `path` holds a one-time secret: never shown, never sent to the webhook. */
  Type.Object({
    kind: Type.Literal('invitation'),
    name: Type.String(),
    path: Type.String(),
    expiresAt: Instant,
  }),
  /** The way back in, for a password that is forgotten; `path` as an invitation has it. */
  Type.Object({
    kind: Type.Literal('way-back'),
    name: Type.String(),
    path: Type.String(),
    expiresAt: Instant,
  }),
  ...SLIP_LETTERS,
  ...FAULT_LETTERS,
  ...REQUEST_LETTERS,
  ...DIGEST_LETTERS,
])
export type Letter = Static<typeof Letter>
/** Holds a secret, or is written for one person alone: never shown, never sent to the webhook. */
export const isPrivateLetter = (letter: Letter): boolean => 'path' in letter || letter.kind === 'digest'
export type LetterKind = Letter['kind']

/** What a person may decline as one. */
export const MailTopic = Type.Union([
  Type.Literal('own-bookings'),
  Type.Literal('reminders'),
  Type.Literal('decisions'),
  Type.Literal('alarms'),
  Type.Literal('licences'),
  /** Vendors who have not come. */
  Type.Literal('visits'),
  Type.Literal('slips'),
  /** What the section has to do about faults; and what becomes of one’s own. */
  Type.Literal('faults'),
  Type.Literal('own-faults'),
  Type.Literal('own-requests'),
  Type.Literal('requests'),
])
export type MailTopic = Static<typeof MailTopic>

/** The topic of each kind; null: it can't be declined. */
export const TOPICS = {
  'booking-received': 'own-bookings',
  'booking-to-decide': 'decisions',
  'booking-approved': 'own-bookings',
  'booking-refused': 'own-bookings',
  'booking-moved-up': 'own-bookings',
  'booking-withdrawn': 'own-bookings',
  'booking-lapsed': 'own-bookings',
  'booking-reopened': 'own-bookings',
  'booking-reminder': 'reminders',
  'noon-alarm': 'alarms',
  'licence-ending': 'licences',
  'backup-failing': null,
  'vendor-call': null,
  'vendor-call-withdrawn': null,
  'visit-link': null,
  'visit-late': 'visits',
  'visit-missed': 'visits',
  'duty-late': null,
  'duty-missed': null,
  'duty-asked': null,
  invitation: null,
  'way-back': null,
  ...SLIP_TOPICS,
  ...FAULT_TOPICS,
  ...REQUEST_TOPICS,
  ...DIGEST_TOPICS,
} as const satisfies Readonly<Record<LetterKind, MailTopic | null>>

/** RFC 5321 §4.5.3.1.3 allows 254 characters; what is beyond `a@b.c` is for the mail server to judge. */
export const MailAddress = Type.String({ maxLength: 254, pattern: '^[^\\s@<>,;:"()]+@[^\\s@<>,;:"()]+$' })

/** One's own wishes. */
export const MailWishes = Type.Object(
  { address: Nullable(MailAddress), unwanted: Type.Array(MailTopic, { maxItems: 10 }) },
  { additionalProperties: false },
)
export type MailWishes = Static<typeof MailWishes>

/**
 * `tls`: from the first byte, usually port 465. `starttls`: demanded after the greeting, usually 587. `none`: in clear,
 * for a server on the same machine.
 */
export const TlsMode = Type.Union([Type.Literal('tls'), Type.Literal('starttls'), Type.Literal('none')])

const server = {
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.:_-]+$' }),
  port: Type.Integer({ minimum: 1, maximum: 65535 }),
  tls: TlsMode,
  /** Empty: the server asks for none. */
  user: Type.String({ maxLength: 254 }),
  from: MailAddress,
  /** PEM of a certificate that is trusted besides the system's; empty: none. */
  trusted: Type.String({ maxLength: 20_000 }),
  /** What links begin with, `http://noon.school.example:8080`. */
  panelAddress: Type.String({ maxLength: 200, pattern: '^https?://[^\\s/?#@]+$' }),
}
/** `password` left out: the present one stays. */
export const MailServerInput = Type.Object(
  { ...server, password: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
)
export type MailServerInput = Static<typeof MailServerInput>
export const MailServerView = Type.Object({ ...server, hasPassword: Type.Boolean() })
export type MailServerView = Static<typeof MailServerView>

export const WebhookInput = Type.Object(
  { url: Type.String({ maxLength: 500, pattern: '^https?://' }), newSecret: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
/** `secret` only in the answer that made it. */
export const WebhookView = Type.Object({ url: Type.String(), secret: Nullable(Type.String()) })
export type WebhookView = Static<typeof WebhookView>

export const PostSettings = Type.Object({ mail: Nullable(MailServerView), webhook: Nullable(WebhookView) })
export type PostSettings = Static<typeof PostSettings>

/** Why a letter did not arrive; `{answer}` is the other end's own words. */
export const DELIVERY_FAILURES = {
  unreachable: {
    'zh-TW': '連不到對方伺服器（{answer}）。請檢查主機名稱、連接埠與網路。',
    en: 'The server could not be reached ({answer}). Check its name, its port and the network.',
  },
  'timed-out': {
    'zh-TW': '對方伺服器太久沒有回應，已放棄這次連線。',
    en: 'The server took too long to answer.',
  },
  cut: {
    'zh-TW': '連線中途被切斷（{answer}）。',
    en: 'The connection was cut ({answer}).',
  },
  'not-secure': {
    'zh-TW': '無法建立安全連線（{answer}）。請檢查加密方式，或加入對方的憑證。',
    en: 'No secure connection ({answer}). Check the kind of encryption, or add the server’s certificate.',
  },
  'sign-in-refused': {
    'zh-TW': '郵件伺服器不接受帳號或密碼（{answer}）。',
    en: 'The mail server did not accept the user or the password ({answer}).',
  },
  deferred: {
    'zh-TW': '對方請我們晚一點再試（{answer}）。',
    en: 'The server asks to try again later ({answer}).',
  },
  refused: {
    'zh-TW': '對方拒收（{answer}）。請檢查地址。',
    en: 'The server refused it ({answer}). Check the address.',
  },
  'not-set-up': {
    'zh-TW': '沒有設定寄件伺服器或 webhook。',
    en: 'No mail server or webhook is set up.',
  },
  stale: {
    'zh-TW': '已經來不及，不再寄送。',
    en: 'It came too late to be of use and is not sent any more.',
  },
  unreadable: {
    'zh-TW': '信件內容無法解開：加密金鑰檔換過了。',
    en: 'The letter can’t be opened: the key file is another one.',
  },
} as const satisfies Readonly<Record<string, Sentence>>
export type DeliveryFailureCode = keyof typeof DELIVERY_FAILURES

export const DeliveryFailure = Type.Object({
  code: Type.Unsafe<DeliveryFailureCode>(Type.Enum(Object.keys(DELIVERY_FAILURES))),
  answer: Type.String(),
})
export type DeliveryFailure = Static<typeof DeliveryFailure>

export const DeliveryChannel = Type.Union([Type.Literal('mail'), Type.Literal('webhook')])
export type DeliveryChannel = Static<typeof DeliveryChannel>
export const DeliveryState = Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('given-up')])
export type DeliveryState = Static<typeof DeliveryState>

export const DeliveryView = Type.Object({
  id: Type.String(),
  channel: DeliveryChannel,
  kind: Type.String(),
  subject: Type.String(),
  address: Type.String(),
  state: DeliveryState,
  attempts: Type.Integer(),
  createdAt: Instant,
  /** When it is tried next; null: it ended. */
  nextAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  /** Why the last attempt failed, in words; null: it did not. */
  failure: Nullable(Type.String()),
})
export type DeliveryView = Static<typeof DeliveryView>

/** What the other end said to a trial. */
export const TrialAnswer = Type.Object({ arrived: Type.Boolean(), answer: Type.String() })
export type TrialAnswer = Static<typeof TrialAnswer>
