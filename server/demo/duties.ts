/** The demo school's last week of duties: looked at each morning as the server would have, done in the afternoon, one left. */
import type { DutyStep } from '../../protocol/duty.ts'
import type { StepDeed } from '../../protocol/duty-occurrence.ts'
import { doerOf } from '../duties/doer.ts'
import type { Maker } from '../duties/maker.ts'
import type { OccurrenceList } from '../duties/occurrence-list.ts'
import type { OccurrenceStore } from '../duties/occurrences.ts'
import { seedDuties } from '../duties/seeds.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Cast } from './people.ts'
import { createStoryClock, createStoryDays, type Deed, type StoryDays } from './story.ts'

export interface DemoDutiesDeps {
  readonly maker: Pick<Maker, 'look'>
  readonly occurrences: Pick<OccurrenceStore, 'answer' | 'finish'>
  readonly dutyList: Pick<OccurrenceList, 'board'>
  readonly cast: Pick<Cast, 'operator'>
  readonly days: StoryDays
}

const DAYS = 5

/** The duties of a new installation, made as long ago as they are told of; so before anything else makes them. */
export const seedDemoDuties = async (database: Database, present: Clock, timeZone: string): Promise<void> => {
  const { clock, tell } = createStoryClock(present)
  const days = createStoryDays(present.now(), timeZone)
  await tell([{ at: days.on(days.back(DAYS), '07:00'), act: () => seedDuties(database, clock) }])
}

/** A good answer; null: it asks for a photo or a file, which a demo does not have. */
const answerFor = ({ evidence }: DutyStep): StepDeed | null => {
  switch (evidence.type) {
    case 'tick':
      return { result: 'ok' }
    case 'number':
      return { result: 'ok', value: evidence.max === null ? (evidence.min ?? 0) + 4 : Math.max(evidence.max - 4, 0) }
    case 'log':
      return { result: 'ok', log: '示範 Demo：系統記錄 12 MB，應用程式記錄 8 MB，沒有重複出現的錯誤' }
    case 'photo':
    case 'file':
      return null
    default:
      return evidence satisfies never
  }
}

export const demoDuties = ({ maker, occurrences, dutyList, cast, days }: DemoDutiesDeps): readonly Deed[] => {
  const by = doerOf(cast.operator)
  /** What is due on that day and before that time is answered as far as it can be, and finished when nothing is missing. */
  const doThose = async (date: string, before: number): Promise<void> => {
    const { open } = await dutyList.board()
    for (const { id, steps, awaited } of open.filter(({ due, dueAt }) => due === date && dueAt <= before)) {
      const answers = steps.map((step) => ({ step, deed: answerFor(step) }))
      for (const { step, deed } of answers) if (deed !== null) await occurrences.answer(id, step.id, deed, by)
      if (answers.every(({ deed }) => deed !== null) && awaited.length === 0) await occurrences.finish(id, by.name)
    }
  }
  const dates = Array.from({ length: DAYS }, (_, place) => days.back(DAYS - place))
  return dates.flatMap((date): Deed[] => [
    { at: days.on(date, '07:30'), act: maker.look },
    { at: days.on(date, '11:42'), act: () => doThose(date, days.on(date, '12:00')) },
    { at: days.on(date, '15:50'), act: () => doThose(date, days.on(date, '18:00')) },
  ])
}
