/** Safety copies of the database, its keys and the licence scans, as the panel shows them. */
import { type Static, Type } from 'typebox'
import { Nullable } from './schema-parts.ts'
import type { Sentence } from './text.ts'
import { Instant } from './time.ts'

/** In order: the database is copied out, looked through, packed with the rest, and the file read again. */
export const BACKUP_STEPS = ['copy', 'check', 'pack', 'verify'] as const
export type BackupStep = (typeof BACKUP_STEPS)[number]
export const BackupStep = Type.Unsafe<BackupStep>(Type.Enum([...BACKUP_STEPS]))

/**
 * Why a copy could not be made. `directory`: its folder can't be written. `busy`: another one is being made.
 * `damaged`: the database itself, or the copy when it was read again, is not sound.
 */
export const BACKUP_TROUBLES = ['disk-full', 'directory', 'busy', 'damaged', 'unexpected'] as const
export type BackupTrouble = (typeof BACKUP_TROUBLES)[number]
export const BackupTrouble = Type.Unsafe<BackupTrouble>(Type.Enum([...BACKUP_TROUBLES]))

/** What happened and what to do. */
export const BACKUP_TROUBLE_WORDS: Readonly<Record<BackupTrouble, Sentence>> = {
  'disk-full': {
    'zh-TW': '備份資料夾所在的磁碟快滿了。請騰出空間，或用 BACKUP_DIR 換一個磁碟。',
    en: 'The disk of the copies is full. Free some space, or choose another disk with BACKUP_DIR.',
  },
  directory: {
    'zh-TW': '備份資料夾無法寫入。請檢查外接磁碟或共用資料夾是否還連著、權限是否足夠。',
    en: 'The folder of the copies can’t be written. Is the external disk or the share still there, and writable?',
  },
  busy: { 'zh-TW': '另一個程式正在備份到同一個資料夾。', en: 'Another program is making a copy in the same folder.' },
  damaged: {
    'zh-TW': '資料庫或剛做好的備份檢查不通過，磁碟可能有問題。請保留現有的備份，並儘快請廠商檢查磁碟。',
    en: 'The database, or the copy as it was read again, is not sound; the disk may be failing. Keep the copies there are and have the disk looked at soon.',
  },
  unexpected: {
    'zh-TW': '備份程式意外結束。原因記在伺服器的紀錄裡。',
    en: 'The copy’s process ended unexpectedly. The server’s log says why.',
  },
}

export const BackupCopy = Type.Object({
  /** The file's name; what it is asked for by. */
  name: Type.String(),
  madeAt: Instant,
  bytes: Type.Integer({ minimum: 0 }),
})
export type BackupCopy = Static<typeof BackupCopy>

/** `never`: there is no copy. `failing`: the last try failed. `old`: the last good one is older than two days. */
export const BackupWarning = Type.Union([Type.Literal('never'), Type.Literal('failing'), Type.Literal('old')])
export type BackupWarning = Static<typeof BackupWarning>

export const BackupView = Type.Object({
  /** The folder on the server. */
  directory: Type.String(),
  /** The copies lie on the disk that they are to outlive. */
  sameDisk: Type.Boolean(),
  running: Nullable(Type.Object({ since: Instant, step: BackupStep })),
  warning: Nullable(BackupWarning),
  failure: Nullable(Type.Object({ at: Instant, code: BackupTrouble })),
  /** When the next one is due; it waits for a programme on the air. Null: a rehearsal makes none. */
  nextAt: Nullable(Instant),
  /** The newest first. Each was read again and found whole before it got its name. */
  copies: Type.Array(BackupCopy),
})
export type BackupView = Static<typeof BackupView>

/** A copy older than this is told of. */
export const BACKUP_OLD_MS = 2 * 86_400_000

/** What to warn of, if anything. @param newest of the good copies */
export const backupWarning = (
  newest: Instant | null,
  failure: { readonly at: Instant } | null,
  now: Instant,
): BackupWarning | null => {
  if (newest === null) return failure === null ? 'never' : 'failing'
  if (now - newest > BACKUP_OLD_MS) return failure === null ? 'old' : 'failing'
  return failure !== null && failure.at > newest ? 'failing' : null
}
