/** Who may do what: the one table that the server enforces and the panel reads. */
import { type Static, Type } from 'typebox'
import { Language } from './text.ts'

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
  'displays.read': ['admin', 'head', 'operator', 'assistant'],
  'displays.write': ['admin', 'head', 'operator'],
  'playout.control': ['admin', 'head', 'operator', 'assistant'],
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
} as const satisfies Readonly<Record<string, readonly Role[]>>
export type Permission = keyof typeof PERMISSIONS

/** Does a role have a permission? */
export const may = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role)

/**
 * Who may reach a route. `public`: anyone. `signed-in`: any account. `display`: a paired TV's token.
 * `viewer`: an account, a TV's token, or a revocable `?key=`. Otherwise an account with that permission.
 */
export type Access = 'public' | 'signed-in' | 'display' | 'viewer' | Permission

export const User = Type.Object({
  id: Type.String(),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  fullName: Type.String(),
  role: Role,
  language: Language,
})
export type User = Static<typeof User>

export const SessionAnswer = Type.Object({ user: User, csrfToken: Type.String() })
export type SessionAnswer = Static<typeof SessionAnswer>
