/** A step's probe pointed at a site or a server, beside the step (rule D24). */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Duty, DutyStep } from '../../../protocol/duty.ts'
import type { MadeServer, ProbeNamed, ProbeTarget } from '../../../protocol/duty-probe.ts'
import type { Database } from '../../platform/database.ts'
import { Failure } from '../../platform/failure.ts'
import type { DutyStore } from '../store.ts'
import type { ProbeStore } from './probe-store.ts'
import { siteAddress } from './site-check.ts'

export interface ProbeNamingDeps {
  readonly database: Database
  readonly duties: Pick<DutyStore, 'get'>
  readonly probes: Pick<ProbeStore, 'sites' | 'addSite' | 'lookAt' | 'servers' | 'addServer'>
}

export type ProbeNaming = ReturnType<typeof createProbeNaming>

/** Points the probe of one step at a site. Pure. */
export const atSite = (steps: readonly DutyStep[], stepId: string, siteId: string): DutyStep[] =>
  steps.map((step) =>
    step.id === stepId && step.probe?.type === 'site' ? { ...step, probe: { ...step.probe, siteId } } : step,
  )

/** Points every probe that waits for a server at it: a duty looks after one server. Pure. */
export const atServer = (steps: readonly DutyStep[], serverId: string): DutyStep[] =>
  steps.map((step) =>
    step.probe !== null && 'serverId' in step.probe && step.probe.serverId === null
      ? { ...step, probe: { ...step.probe, serverId } }
      : step,
  )

/** What a step looks at; null: it looks at nothing that can be named, or is not there. */
const wantedBy = (steps: readonly DutyStep[], stepId: string): ProbeTarget['type'] | null => {
  const probe = steps.find(({ id }) => id === stepId)?.probe ?? null
  if (probe === null) return null
  return probe.type === 'site' ? 'site' : 'serverId' in probe ? 'server' : null
}

const LONGEST_NAME = 60
const Steps = Type.Array(DutyStep)
const stepsOf = (steps: unknown): DutyStep[] => Value.Parse(Steps, steps)

export const createProbeNaming = ({ database, duties, probes }: ProbeNamingDeps) => {
  /** Also in what is open, begun or not: what is asked stays the same, only who looks is new. */
  const change = (dutyId: string, point: (steps: readonly DutyStep[]) => DutyStep[]): Promise<void> =>
    database.$transaction(async (within) => {
      const { count } = await within.duty.updateMany({
        where: { id: dutyId, deletedAt: null },
        data: { version: { increment: 1 } },
      })
      if (count === 0) throw new Failure('NOT_FOUND')
      const { steps } = await within.duty.findUniqueOrThrow({ where: { id: dutyId } })
      await within.duty.update({ where: { id: dutyId }, data: { steps: point(stepsOf(steps)) } })
      for (const row of await within.dutyOccurrence.findMany({ where: { dutyId, state: 'open' } }))
        await within.dutyOccurrence.update({ where: { id: row.id }, data: { steps: point(stepsOf(row.steps)) } })
    })

  const siteAt = async (url: string, by: string): Promise<string> => {
    const address = siteAddress(url)
    if (address === null) throw new Failure('DUTY_SITE_ADDRESS')
    const known = (await probes.sites()).find((each) => siteAddress(each.url)?.href === address.href)
    const name = address.hostname.slice(0, LONGEST_NAME)
    const site = known ?? (await probes.addSite({ name, url, expects: '' }, by))
    await probes.lookAt(site.id)
    return site.id
  }
  const serverNamed = async (name: string, by: string): Promise<{ id: string; made: MadeServer | null }> => {
    const known = (await probes.servers()).find((each) => each.name === name)
    if (known !== undefined) return { id: known.id, made: null }
    const made = await probes.addServer(name, by)
    return { id: made.server.id, made }
  }

  return {
    /** @throws Failure NOT_FOUND, DUTY_SITE_ADDRESS */
    point: async (dutyId: string, stepId: string, target: ProbeTarget, by: string): Promise<ProbeNamed> => {
      const duty: Duty = await duties.get(dutyId)
      if (wantedBy(duty.steps, stepId) !== target.type) throw new Failure('NOT_FOUND')
      if (target.type === 'site') {
        const siteId = await siteAt(target.url, by)
        await change(dutyId, (steps) => atSite(steps, stepId, siteId))
        return { duty: await duties.get(dutyId), made: null }
      }
      const { id, made } = await serverNamed(target.name.trim(), by)
      await change(dutyId, (steps) => atServer(steps, id))
      return { duty: await duties.get(dutyId), made }
    },
  }
}
