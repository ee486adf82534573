/** What Nooncast makes of what it saw: a step done, failed, or not known (rule D20). Pure. */
import type { Probe } from '../../../protocol/duty.ts'
import type { Finding } from '../../../protocol/duty-occurrence.ts'
import type { Measurement, SiteCheck } from '../../../protocol/duty-probe.ts'
import { type Instant, instant } from '../../../protocol/time.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What is older says nothing about now. */
export const STALE_MS = 26 * HOUR_MS

/** All that probes ask about, as it was seen last. */
export interface Seen {
  /** Null when it was not looked at, or nobody has named it. */
  readonly site: (id: string | null) => SiteCheck | null
  readonly server: (id: string | null) => { readonly at: Instant; readonly last: Measurement } | null
  /** When Nooncast's own newest copy was made; null: there is none. */
  readonly ownBackupAt: Instant | null
  /** The last attempt at a copy failed. */
  readonly ownBackupFailed: boolean
  /** The disks that Nooncast keeps its things on. */
  readonly ownDisks: readonly { readonly freeBytes: number; readonly totalBytes: number }[]
}

export type Judgement =
  | { readonly type: 'unknown' }
  | { readonly type: 'ok' | 'failed' | 'not-needed'; readonly finding: Finding; readonly value: number | null }

const UNKNOWN: Judgement = { type: 'unknown' }
const hoursBetween = (from: number, now: Instant): number => Math.max(0, Math.round((now - from) / HOUR_MS))

/** 0–100, rounded down. A volume of no size, as a share that went away reports, has no room. */
const percentFree = ({ freeBytes, totalBytes }: Seen['ownDisks'][number]): number =>
  totalBytes === 0 ? 0 : Math.floor((freeBytes / totalBytes) * 100)

const judge = (
  isFine: boolean,
  [fine, wrong]: readonly [Finding['code'], Finding['code']],
  params: Finding['params'],
  at: Instant,
  value: number | null = null,
): Judgement => ({
  type: isFine ? 'ok' : 'failed',
  finding: { code: isFine ? fine : wrong, params, at },
  value,
})

const judgeSite = (check: SiteCheck | null, certificateDays: number, now: Instant): Judgement => {
  if (check === null || now - check.at > STALE_MS) return UNKNOWN
  if (check.type === 'down') return judge(false, ['site-up', 'site-down'], { why: check.why }, check.at)
  const { status, saysExpected, certificateUntil, certificateProblem, at } = check
  if (status >= 400) return judge(false, ['site-up', 'site-down'], { why: `HTTP ${status}` }, at)
  if (!saysExpected) return judge(false, ['site-up', 'site-text-missing'], {}, at)
  if (certificateUntil === null) return judge(true, ['site-up', 'site-down'], { status }, at)
  const days = Math.floor((certificateUntil - now) / DAY_MS)
  const isFine = certificateProblem === null && days >= certificateDays
  return judge(isFine, ['site-up', 'certificate-ending'], { status, days, problem: certificateProblem ?? '' }, at)
}

/** On its first day a school has no copy yet: the first is made the coming night. One that failed is missed. */
const noOwnCopy = (hasFailed: boolean, now: Instant): Judgement =>
  hasFailed
    ? judge(false, ['backup-none', 'backup-none'], {}, now)
    : { type: 'not-needed', finding: { code: 'backup-awaited', params: {}, at: now }, value: null }

/** @param now of the same clock as the times of what was seen */
export const judgeProbe = (probe: Probe, seen: Seen, now: Instant): Judgement => {
  switch (probe.type) {
    case 'site':
      return judgeSite(seen.site(probe.siteId), probe.certificateDays, now)
    case 'disk': {
      const said = seen.server(probe.serverId)
      const disk = said?.last.disks?.find(({ name }) => name === probe.disk)
      if (said === null) return UNKNOWN
      if (now - said.at > STALE_MS)
        return judge(false, ['silent', 'silent'], { hours: hoursBetween(said.at, now) }, said.at)
      if (disk === undefined) return UNKNOWN
      const percent = percentFree(disk)
      const params = { disk: disk.name, percent, limit: probe.minFreePercent }
      return judge(percent >= probe.minFreePercent, ['disk-free', 'disk-full'], params, said.at, percent)
    }
    case 'backup-age': {
      const said = seen.server(probe.serverId)
      const backup = said?.last.backups?.find(({ name }) => name === probe.backup)
      if (said === null) return UNKNOWN
      if (now - said.at > STALE_MS)
        return judge(false, ['silent', 'silent'], { hours: hoursBetween(said.at, now) }, said.at)
      if (backup === undefined) return UNKNOWN
      const hours = hoursBetween(backup.newestAt * 1000, now)
      const params = { backup: backup.name, hours, limit: probe.maxHours, kept: backup.kept, wanted: probe.minKept }
      if (hours > probe.maxHours) return judge(false, ['backup-fresh', 'backup-old'], params, said.at, hours)
      return judge(backup.kept >= probe.minKept, ['backup-fresh', 'backup-few'], params, said.at, hours)
    }
    case 'own-backup': {
      if (seen.ownBackupAt === null) return noOwnCopy(seen.ownBackupFailed, now)
      const hours = hoursBetween(seen.ownBackupAt, now)
      const params = { backup: 'Nooncast', hours, limit: probe.maxHours }
      return judge(hours <= probe.maxHours, ['backup-fresh', 'backup-old'], params, instant(now), hours)
    }
    case 'own-disk': {
      const percents = seen.ownDisks.map(percentFree)
      if (percents.length === 0) return UNKNOWN
      // The fullest of them.
      const percent = Math.min(...percents)
      const params = { disk: 'Nooncast', percent, limit: probe.minFreePercent }
      return judge(percent >= probe.minFreePercent, ['disk-free', 'disk-full'], params, instant(now), percent)
    }
    default:
      return probe satisfies never
  }
}
