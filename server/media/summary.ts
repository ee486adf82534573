/** The library in numbers: what of it asks for attention, and by which words it is filed. */
import type { InboxState } from '../../protocol/inbox.ts'
import type { LibrarySummary } from '../../protocol/programme.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { endingBy, inLibrary } from './media-query.ts'

/** So many tags are offered to filter by. */
const MOST_TAGS = 60

export interface SummaryDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly inbox: InboxState
}

export const summarise = async ({ database, clock, timeZone, inbox }: SummaryDeps): Promise<LibrarySummary> => {
  const atHand = { ...inLibrary, archivedAt: null }
  const today = dateAt(clock.now(), timeZone)
  const [total, preparing, refused, licenceEnding, archived, tags] = await database.$transaction([
    database.media.count({ where: atHand }),
    database.media.count({ where: { ...atHand, state: { in: ['queued', 'preparing'] } } }),
    database.media.count({ where: { ...atHand, state: 'refused' } }),
    database.media.count({ where: { ...atHand, ...endingBy(today) } }),
    database.media.count({ where: { ...inLibrary, archivedAt: { not: null } } }),
    database.mediaTag.findMany({ where: { media: atHand }, select: { tag: true } }),
  ])
  const counts = new Map<string, number>()
  for (const { tag } of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return {
    ...{ total, preparing, refused, licenceEnding, archived, inbox },
    tags: [...counts]
      .map(([tag, count]) => ({ tag, count }))
      .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
      .slice(0, MOST_TAGS),
  }
}
