/** The server's side of its copies: one at a time, what became of the last, what there is, what may go. */
import { type ChildProcess, fork } from 'node:child_process'
import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Temporal } from 'temporal-polyfill'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type BackupCopy, BackupStep, BackupTrouble, type BackupView, backupWarning } from '../../protocol/backup.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { Instant, instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { copyMadeAt, copyName } from './copy-name.ts'
import { type CopyOrder, CopyTrouble, WORK_FOLDER } from './make-copy.ts'
import { outdated } from './retention.ts'

/** School time, when nobody is there. */
export const BACKUP_AT = '02:30'
/** No copy begins this long before a programme. */
const QUIET_BEFORE_MS = 30 * 60_000

/** What the copy's process says. */
export const CopyNews = Type.Union([
  Type.Object({ type: Type.Literal('step'), step: BackupStep }),
  Type.Object({ type: Type.Literal('done') }),
  Type.Object({ type: Type.Literal('failed'), code: BackupTrouble, message: Type.String() }),
])
export type CopyNews = Static<typeof CopyNews>

/** The last try that failed; a good one removes it. */
const LastFailure = Type.Object({ at: Instant, code: BackupTrouble })
type LastFailure = Static<typeof LastFailure>
const FAILURE_KEY = 'server.backup-failure'

export interface BackupsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly version: string
  readonly databaseFile: string
  readonly dataDir: string
  readonly mediaDir: string
  readonly backupDir: string
  readonly airings: () => readonly Airing[]
  /** Told once per failed try. @param newest good copy */
  readonly failed: (code: BackupTrouble, newest: Instant | null) => void
  readonly log: { info(details: object, message: string): void; error(details: object, message: string): void }
}

/** Is nothing on the air, and nothing about to be? */
export const isQuiet = (airings: readonly Pick<Airing, 'kind' | 'start' | 'end'>[], now: Instant): boolean =>
  !airings.some(({ kind, start, end }) => kind !== 'slate' && start - QUIET_BEFORE_MS <= now && now < end)

/** The next time of day `at` (school time) after `now`. */
export const nextAt = (now: Instant, at: string, timeZone: string): Instant => {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone)
  const today = local.toPlainDate().toZonedDateTime({ timeZone, plainTime: at })
  const next = today.epochMilliseconds > now ? today : today.add({ days: 1 })
  return instant(next.epochMilliseconds)
}

interface Running {
  readonly since: Instant
  readonly child: ChildProcess
  step: BackupStep
  cancelled: boolean
  /** Ends with the process; never fails. */
  ended: Promise<void>
}

export type Backups = ReturnType<typeof createBackups>

export const createBackups = (deps: BackupsDeps) => {
  const { database, clock, timeZone, backupDir, log } = deps
  let running: Running | null = null

  const copies = async (): Promise<readonly BackupCopy[]> => {
    const names = await readdir(backupDir).catch(() => [])
    const found = await Promise.all(
      names.map(async (name) => {
        const madeAt = copyMadeAt(name, timeZone)
        const file = madeAt === null ? null : await stat(join(backupDir, name)).catch(() => null)
        return madeAt === null || file?.isFile() !== true ? [] : [{ name, madeAt, bytes: file.size }]
      }),
    )
    return found.flat().sort((a, b) => b.madeAt - a.madeAt)
  }
  const lastFailure = async (): Promise<LastFailure | null> => {
    const row = await database.setting.findUnique({ where: { key: FAILURE_KEY } })
    return Value.Check(LastFailure, row?.value) ? row.value : null
  }
  const remember = async (failure: LastFailure | null): Promise<void> => {
    if (failure === null) await database.setting.deleteMany({ where: { key: FAILURE_KEY } })
    else {
      const data = { value: failure, updatedAt: new Date(failure.at) }
      await database.setting.upsert({
        where: { key: FAILURE_KEY },
        create: { key: FAILURE_KEY, ...data },
        update: data,
      })
    }
  }
  const tidy = async (): Promise<void> => {
    for (const { name } of outdated(await copies(), timeZone)) await rm(join(backupDir, name), { force: true })
  }

  const begin = (): Promise<void> => {
    const now = clock.now()
    if (clock.shifted) throw new Failure('BACKUP_IN_REHEARSAL')
    if (running !== null) throw new Failure('BACKUP_RUNNING')
    if (!isQuiet(deps.airings(), now)) throw new Failure('BACKUP_ON_AIR')
    const { databaseFile, dataDir, mediaDir, version } = deps
    const name = copyName(now, timeZone)
    const child = startCopy({ databaseFile, dataDir, mediaDir, backupDir, version, name, madeAt: now })
    const own: Running = { since: now, child, step: 'copy', cancelled: false, ended: Promise.resolve() }
    running = own
    const work = outcomeOf(child, (step) => {
      own.step = step
    }).then(
      async () => {
        await remember(null)
        await tidy()
        log.info({ name }, 'a copy was made')
      },
      async (error: unknown) => {
        const code = error instanceof CopyTrouble ? error.code : 'unexpected'
        if (code !== 'busy') await rm(join(backupDir, WORK_FOLDER), { recursive: true, force: true }).catch(() => null)
        if (own.cancelled) throw new CopyTrouble('unexpected', 'cancelled')
        log.error({ err: error }, 'a copy could not be made')
        await remember({ at: clock.now(), code })
        deps.failed(code, (await copies())[0]?.madeAt ?? null)
        throw error
      },
    )
    const release = () => {
      running = null
    }
    own.ended = work.then(release, release)
    return own.ended.then(() => work)
  }

  return {
    /** Makes a copy, deletes what is out of date after it. @throws Failure when it may not begin, CopyTrouble */
    run: async (): Promise<void> => begin(),

    /** The same without waiting for its end. @throws Failure when it may not begin */
    start: (): void => {
      begin().catch(() => undefined) // told already
    },

    /** Done when nothing of it is left. False: none was being made. */
    cancel: async (): Promise<boolean> => {
      if (running === null) return false
      running.cancelled = true
      running.child.kill('SIGKILL')
      await running.ended
      return true
    },

    /** May one begin by itself now? */
    mayBegin: (): boolean => !clock.shifted && running === null && isQuiet(deps.airings(), clock.now()),

    /** Where a copy lies; null: there is none of that name. */
    path: async (name: string): Promise<string | null> =>
      (await copies()).some((copy) => copy.name === name) ? join(backupDir, name) : null,

    view: async (): Promise<BackupView> => {
      const [all, failure, sameDisk] = await Promise.all([copies(), lastFailure(), isSameDisk(deps)])
      const now = clock.now()
      return {
        ...{ directory: backupDir, sameDisk, copies: [...all], failure },
        running: running === null ? null : { since: running.since, step: running.step },
        warning: clock.shifted ? null : backupWarning(all[0]?.madeAt ?? null, failure, now),
        nextAt: clock.shifted ? null : nextAt(now, BACKUP_AT, timeZone),
      }
    },
  }
}

const isSameDisk = async ({ backupDir, databaseFile }: BackupsDeps): Promise<boolean> => {
  const [copies, database] = await Promise.all(
    [backupDir, dirname(databaseFile)].map((folder) => stat(folder).catch(() => null)),
  )
  return copies === null || copies === undefined || copies.dev === database?.dev
}

const startCopy = (order: CopyOrder): ChildProcess =>
  fork(fileURLToPath(new URL('./copy-process.ts', import.meta.url)), [JSON.stringify(order)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })

/** Done when the process said so and ended. @throws CopyTrouble */
const outcomeOf = (child: ChildProcess, onStep: (step: BackupStep) => void): Promise<void> =>
  new Promise((done, fail) => {
    let last: CopyNews | null = null
    child.on('message', (said) => {
      if (!Value.Check(CopyNews, said)) return
      if (said.type === 'step') onStep(said.step)
      else last = said
    })
    child.once('error', (error) => fail(new CopyTrouble('unexpected', String(error))))
    child.once('close', (code, signal) => {
      const said: CopyNews | null = last
      if (said?.type === 'done') done()
      else if (said?.type === 'failed') fail(new CopyTrouble(said.code, said.message))
      else fail(new CopyTrouble('unexpected', `the copy’s process ended with ${code ?? signal}`))
    })
  })
