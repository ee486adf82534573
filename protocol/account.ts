/** Who may do what: the one table that the server enforces and the panel reads. */
import { type Static, Type } from 'typebox'
import { Language } from './text.ts'
import { Instant } from './time.ts'

/**
 * `admin`: people and everything else. `head`: the section's head, settings and the audit log. `operator`: the broadcast
 * room. `assistant`: a pupil who runs today's plan, brings in programmes, and changes neither timetable nor people nor
 * speaks to the school. `teacher`: books films.
 */
export const Role = Type.Union([
  Type.Literal('admin'),
  Type.Literal('head'),
  Type.Literal('operator'),
  Type.Literal('assistant'),
  Type.Literal('teacher'),
])
export type Role = Static<typeof Role>

/** Each permission and the roles that have it. */
export const PERMISSIONS = {
  'rundown.read': ['admin', 'head', 'operator', 'assistant', 'teacher'],
  'schedule.read': ['admin', 'head', 'operator', 'assistant', 'teacher'],
  'schedule.write': ['admin', 'head', 'operator'],
  'media.read': ['admin', 'head', 'operator', 'assistant', 'teacher'],
  'media.write': ['admin', 'head', 'operator', 'assistant'],
  'media.erase': ['admin', 'head', 'operator'],
  /** The film of one's own booking, which waits outside the library until it is accepted. */
  'media.upload-own': ['admin', 'head', 'operator', 'teacher'],
  'displays.read': ['admin', 'head', 'operator', 'assistant'],
  'displays.write': ['admin', 'head', 'operator'],
  /** Running today’s plan; which act needs more is told in `act-permission.ts`. */
  'playout.control': ['admin', 'head', 'operator', 'assistant'],
  /** Words of one’s own on the TVs. */
  'playout.message': ['admin', 'head', 'operator'],
  /** What may outlast today, and the whole school dark. */
  'playout.beyond': ['admin', 'head', 'operator'],
  'playout.emergency': ['admin', 'head', 'operator'],
  'asrun.read': ['admin', 'head', 'operator', 'assistant'],
  'bookings.read': ['admin', 'head', 'operator', 'assistant', 'teacher'],
  'bookings.write': ['admin', 'head', 'operator', 'teacher'],
  /** For a teacher, and after the cut-off. */
  'bookings.behalf': ['admin', 'head', 'operator'],
  /** The school’s settings may leave it to the head: see `mayApprove`. */
  'bookings.approve': ['admin', 'head', 'operator'],
  /** The TV of one's own classroom, and no other. */
  'classroom.own': ['teacher'],
  'classrooms.assign': ['admin', 'head', 'operator'],
  'settings.read': ['admin', 'head', 'operator', 'assistant', 'teacher'],
  'settings.write': ['admin', 'head'],
  'users.write': ['admin'],
  'mail.write': ['admin'],
  'audit.read': ['admin', 'head'],
  'backup.read': ['admin', 'head'],
  /** A copy holds the keys: whoever downloads one has everything. */
  'backup.write': ['admin'],
  'equipment.read': ['admin', 'head', 'operator', 'assistant'],
  'equipment.write': ['admin', 'head', 'operator'],
  'faults.read': ['admin', 'head', 'operator', 'assistant'],
  /** Everyone says what is broken, and sees what became of it. */
  'faults.report': ['admin', 'head', 'operator', 'assistant', 'teacher'],
  'faults.write': ['admin', 'head', 'operator'],
  'slips.read': ['admin', 'head', 'operator'],
  'slips.write': ['admin', 'head', 'operator'],
  'vendors.read': ['admin', 'head', 'operator', 'assistant'],
  'vendors.write': ['admin', 'head', 'operator'],
  'visits.write': ['admin', 'head', 'operator'],
  'duties.read': ['admin', 'head', 'operator', 'assistant'],
  /** Ticking what is to be done; what is to be done is `duties.write`. */
  'duties.do': ['admin', 'head', 'operator', 'assistant'],
  'duties.write': ['admin', 'head', 'operator'],
  'requests.read': ['admin', 'head', 'operator', 'assistant'],
  /** Asking for something, and following one's own. */
  'requests.own': ['admin', 'head', 'operator', 'assistant', 'teacher'],
  'requests.write': ['admin', 'head', 'operator'],
  'procedures.read': ['admin', 'head', 'operator', 'assistant'],
  'procedures.write': ['admin', 'head'],
  /** The section’s page: what is late, who waits for whom, what it cost. */
  'desk.read': ['admin', 'head', 'operator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>
export type Permission = keyof typeof PERMISSIONS

/** Does a role have a permission? */
export const may = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role)

/**
 * Who may reach a route. `public`: anyone. `signed-in`: any account. `display`: a paired TV's token.
 * `viewer`: an account, a TV's token, or a revocable `?key=`. `half-signed-in`: only whoever still owes the second step of
 * signing in. Otherwise an account with that permission.
 */
export type Access = 'public' | 'signed-in' | 'half-signed-in' | 'display' | 'viewer' | Permission

export const User = Type.Object({
  id: Type.String(),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  fullName: Type.String(),
  role: Role,
  language: Language,
  /** The office that the account countersigns for, by its id in the settings; empty: none. */
  office: Type.String({ maxLength: 40 }),
})
export type User = Static<typeof User>

export const SessionAnswer = Type.Object({ user: User, csrfToken: Type.String() })
export type SessionAnswer = Static<typeof SessionAnswer>

/** A right password, where a second step is still owed: a code, or setting up the authenticator that the school demands. */
export const HalfSession = Type.Object({
  next: Type.Union([Type.Literal('code'), Type.Literal('set-up')]),
  csrfToken: Type.String(),
})
export type HalfSession = Static<typeof HalfSession>

/** What signing in, or asking who one is, answers. */
export const SignInAnswer = Type.Union([SessionAnswer, HalfSession])
export type SignInAnswer = Static<typeof SignInAnswer>

/** Six digits of an authenticator (RFC 6238), spaces allowed as apps show them. */
export const AuthenticatorCode = Type.String({ pattern: '^\\s*(\\d\\s*){6}$', maxLength: 20 })
/** Ten letters and digits in two groups, in any case. */
export const RecoveryCode = Type.String({ minLength: 10, maxLength: 20 })
export const RecoveryCodes = Type.Array(Type.String())
/** An authenticator being set up: its key in base 32, and the same as an address to scan. */
export const AuthenticatorKey = Type.Object({ key: Type.String(), uri: Type.String() })
export type AuthenticatorKey = Static<typeof AuthenticatorKey>

/** One's own second step. */
export const SecondFactorView = Type.Object({
  on: Type.Boolean(),
  /** The school demands it of this account: it can't be turned off. */
  required: Type.Boolean(),
  recoveryCodesLeft: Type.Integer(),
})
export type SecondFactorView = Static<typeof SecondFactorView>

/** The second step was set up while signing in. */
export const SetUpAnswer = Type.Object({ session: SessionAnswer, recoveryCodes: RecoveryCodes })
export type SetUpAnswer = Static<typeof SetUpAnswer>

export const SessionView = Type.Object({
  id: Type.String(),
  /** The session that asks. */
  current: Type.Boolean(),
  address: Type.String(),
  userAgent: Type.String(),
  createdAt: Instant,
  /** To the minute. */
  usedAt: Instant,
  expiresAt: Instant,
})
export type SessionView = Static<typeof SessionView>

/** Names of accounts carry no spaces, so that they can be told over the telephone. */
export const AccountName = Type.String({ minLength: 1, maxLength: 80, pattern: '^\\S+$' })
export const FullName = Type.String({ maxLength: 80 })
export const Email = Type.String({ maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' })
export const Subject = Type.String({ maxLength: 80 })

export const LinkPurpose = Type.Union([Type.Literal('invitation'), Type.Literal('reset')])
export type LinkPurpose = Static<typeof LinkPurpose>

/** An account as whoever looks after them sees it. */
export const Account = Type.Object({
  ...User.properties,
  email: Type.Union([Type.String(), Type.Null()]),
  subject: Type.String(),
  /** `invited`: it has no way in yet but its link. */
  state: Type.Union([Type.Literal('invited'), Type.Literal('active'), Type.Literal('disabled')]),
  usedAt: Type.Union([Instant, Type.Null()]),
  /** Signs in with an authenticator's code besides the password. */
  secondFactor: Type.Boolean(),
  /** The link that is still good, if any. */
  link: Type.Union([Type.Object({ purpose: LinkPurpose, expiresAt: Instant }), Type.Null()]),
})
export type Account = Static<typeof Account>

/** One's own account. */
export const MyAccount = Type.Object({
  user: User,
  email: Type.Union([Type.String(), Type.Null()]),
  subject: Type.String(),
})
export type MyAccount = Static<typeof MyAccount>

/** A one-time link as it was made: told once, kept only as a hash. It goes behind `/#/welcome?token=`. */
export const MadeLink = Type.Object({
  token: Type.String(),
  purpose: LinkPurpose,
  expiresAt: Instant,
  /** The address to which it is on its way; null: none is known, or no mail is set up. */
  sentTo: Type.Union([Type.String(), Type.Null()]),
})
export type MadeLink = Static<typeof MadeLink>
export const AccountWithLink = Type.Object({ account: Account, link: MadeLink })
export type AccountWithLink = Static<typeof AccountWithLink>

/** Who says the password is forgotten: the account's name or its address. */
export const Forgotten = Type.Object({ who: Type.String({ minLength: 1, maxLength: 254 }) })
/** The same for everyone: whether this school sends mail, never whether there is such an account. */
export const ForgottenAnswer = Type.Object({ byMail: Type.Boolean() })
export type ForgottenAnswer = Static<typeof ForgottenAnswer>

/** What the holder of a link is shown before choosing a password. */
export const LinkView = Type.Object({
  purpose: LinkPurpose,
  name: Type.String(),
  fullName: Type.String(),
  expiresAt: Instant,
})
export type LinkView = Static<typeof LinkView>

/** Passwords in characters: OWASP ASVS 5.0, 6.2.1 (at least 8; 15 strongly recommended) and 6.2.9 (64 and more permitted). */
export const SHORTEST_PASSWORD = 8
export const RECOMMENDED_PASSWORD = 15
export const LONGEST_PASSWORD = 256

/** A list of teachers taken in, or looked at first. */
export const PeopleImport = Type.Object({
  saved: Type.Boolean(),
  people: Type.Array(
    Type.Object({
      line: Type.Integer(),
      name: Type.String(),
      fullName: Type.String(),
      email: Type.Union([Type.String(), Type.Null()]),
      subject: Type.String(),
      /** Once saved; goes behind `/#/welcome?token=`. */
      token: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  errors: Type.Array(Type.Object({ line: Type.Integer(), message: Type.String() })),
  /** How many invitations are on their way by mail. */
  mailed: Type.Integer(),
})
export type PeopleImport = Static<typeof PeopleImport>
