/** Everything that can be set from outside: one schema, from the environment and the command line. */
import { resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { SHORTEST_PASSWORD } from '../protocol/account.ts'
import { type Instant, instant } from '../protocol/time.ts'
import { type OpenIdConfig, parseOpenId } from './accounts/openid-config.ts'

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly mediaDir: string
  /** Where safety copies go; best on another disk. */
  readonly backupDir: string
  /** `file:…` for SQLite. */
  readonly databaseUrl: string
  readonly timeZone: string
  readonly ffmpegPath: string | null
  readonly ffprobePath: string | null
  readonly logLevel: LogLevel
  readonly adminPassword: string | null
  /** Null: nobody signs in by OpenID. */
  readonly openId: OpenIdConfig | null
  readonly demo: boolean
  /** Rehearsal: the instant the clock starts at. */
  readonly at: Instant | null
  /** A copy to put back before the start. */
  readonly restore: string | null
  /** Cameras may be on this machine itself: never so from outside, only in tests. */
  readonly camerasOnLoopback: boolean
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A wrong setting: one line that names the variable and what is allowed. */
export class ConfigError extends Error {
  constructor(variable: string, value: string, allowed: string) {
    super(`${variable}=${value}: ${allowed}`)
    this.name = 'ConfigError'
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings.
 * @param environment variables such as PORT; an empty one counts as absent
 * @param argv the command line after the script: `--demo`, `--at 2026-11-27T12:03:30`, `--port 8080`
 * @throws ConfigError for the first value that is not allowed
 */
export const readConfig = (environment: Environment, argv: readonly string[]): Config => {
  const options = readOptions(argv)
  const text = (variable: string): string | null =>
    options.get(variable.toLowerCase().replaceAll('_', '-')) ?? (environment[variable] || null)
  const timeZone = parseZone(text('SCHOOL_TIME_ZONE') ?? 'Asia/Taipei')
  const dataDir = resolve(text('DATA_DIR') ?? 'data')
  const at = text('AT')
  const restoring = options.get('restore') // never from the environment: it would come back at each start
  return {
    host: text('HOST') ?? '0.0.0.0',
    port: parsePort(text('PORT') ?? '8080'),
    dataDir,
    mediaDir: resolve(text('MEDIA_DIR') ?? 'media'),
    backupDir: resolve(text('BACKUP_DIR') ?? resolve(dataDir, 'backups')),
    databaseUrl: parseDatabaseUrl(text('DATABASE_URL') ?? `file:${resolve(dataDir, 'nooncast.db')}`),
    timeZone,
    ffmpegPath: text('FFMPEG_PATH'),
    ffprobePath: text('FFPROBE_PATH'),
    logLevel: parseLogLevel(text('LOG_LEVEL') ?? 'info'),
    adminPassword: parsePassword(text('ADMIN_PASSWORD')),
    openId: parseOpenId(text, (variable, value, allowed) => new ConfigError(variable, value, allowed)),
    demo: options.has('demo'),
    at: at === null ? null : parseAt(at, timeZone),
    restore: restoring === undefined ? null : resolve(restoring),
    camerasOnLoopback: false,
  }
}

const FLAGS: ReadonlySet<string> = new Set(['demo'])
const VALUES: ReadonlySet<string> = new Set([
  'at',
  'restore',
  'host',
  'port',
  'data-dir',
  'media-dir',
  'backup-dir',
  'database-url',
  'school-time-zone',
  'log-level',
])

const readOptions = (argv: readonly string[]): Map<string, string> => {
  const options = new Map<string, string>()
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    const [name, inline] = word.replace(/^--/, '').split(/=(.*)/s, 2)
    if (name === undefined || !word.startsWith('--') || !(FLAGS.has(name) || VALUES.has(name)))
      throw new ConfigError(
        word,
        '',
        `not an option; known are ${[...FLAGS, ...VALUES].map((known) => `--${known}`).join(' ')}`,
      )
    if (FLAGS.has(name)) options.set(name, 'true')
    else {
      const value = inline ?? argv[++index]
      if (value === undefined) throw new ConfigError(word, '', 'needs a value after it')
      options.set(name, value)
    }
  }
  return options
}

const parsePort = (text: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError('PORT', text, 'a whole number from 0 to 65535')
  return port
}

const parseZone = (text: string): string => {
  try {
    return Temporal.Now.zonedDateTimeISO(text).timeZoneId
  } catch {
    throw new ConfigError('SCHOOL_TIME_ZONE', text, 'an IANA time zone such as Asia/Taipei')
  }
}

const parseDatabaseUrl = (text: string): string => {
  if (!text.startsWith('file:'))
    throw new ConfigError('DATABASE_URL', text.replace(/:\/\/[^@]*@/, '://…@'), 'file:<path> (SQLite)')
  return text
}

const parseLogLevel = (text: string): LogLevel => {
  const level = LOG_LEVELS.find((known) => known === text)
  if (level === undefined) throw new ConfigError('LOG_LEVEL', text, `one of ${LOG_LEVELS.join(' ')}`)
  return level
}

const parsePassword = (text: string | null): string | null => {
  if (text !== null && text.length < SHORTEST_PASSWORD)
    throw new ConfigError('ADMIN_PASSWORD', '…', `at least ${SHORTEST_PASSWORD} characters`)
  return text
}

const parseAt = (text: string, timeZone: string): Instant => {
  try {
    return /(?:Z|[+-]\d{2}:\d{2})$/.test(text)
      ? instant(Temporal.Instant.from(text).epochMilliseconds)
      : instant(Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds)
  } catch {
    throw new ConfigError('AT', text, 'a school-local date and time such as 2026-11-27T12:03:30')
  }
}
