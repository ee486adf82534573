/** Reading the as-run back. */
import { Value } from 'typebox/value'
import { AsRunEntry } from '../../protocol/as-run.ts'
import { Observation } from '../../protocol/display.ts'
import { Airing } from '../../protocol/rundown.ts'
import { instant, type Window } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import { reportOf } from './as-run.ts'
import { togetherOf } from './observations.ts'

const Commanded = AsRunEntry.properties.commanded

/** The airings that began within the window, by start; `groupId` null: every group's. */
export const readAsRun = async (
  database: Database,
  window: Window,
  groupId: string | null,
): Promise<readonly AsRunEntry[]> => {
  const rows = await database.asRun.findMany({
    where: {
      start: { gte: new Date(window.start), lt: new Date(window.end) },
      ...(groupId === null ? {} : { groupId }),
    },
    orderBy: [{ start: 'asc' }, { airingId: 'asc' }],
    include: {
      reports: { include: { display: { select: { name: true } } }, orderBy: { displayId: 'asc' } },
      observations: { include: { display: { select: { name: true } } } },
    },
  })
  return rows.map((row) => ({
    planned: Value.Parse(Airing, row.planned),
    commanded: Value.Parse(Commanded, row.commanded),
    reported: row.reports.map((report) => ({
      ...reportOf(report),
      displayId: report.displayId,
      displayName: report.display.name,
      reportedAt: instant(report.reportedAt.getTime()),
    })),
    observed: togetherOf(
      row.observations.map(({ display, ...each }) => ({ ...Value.Parse(Observation, each), display: display.name })),
    ),
  }))
}
