/** What happened to a device's entry, from the audit log, in words. */
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { EquipmentEvent, type FieldWords } from '../../protocol/equipment.ts'
import type { Language, Sentence } from '../../protocol/text.ts'
import { instant } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import { COLUMNS, type Column, HEADERS } from './register-columns.ts'
import { cellOf } from './register-csv.ts'
import type { FieldChange } from './register-plan.ts'

const Content = Type.Union([Type.String(), Type.Number(), Type.Null()])
/** What the audit log keeps of each act. */
const Details = Type.Object({
  what: Type.Optional(Type.String()),
  changes: Type.Optional(Type.Array(Type.Object({ field: Type.String(), from: Content, to: Content }))),
})
export type EventDetails = Static<typeof Details>

const Act = EquipmentEvent.properties.act
const MOST_EVENTS = 100
const isColumn = (name: string): name is Column => COLUMNS.some((column) => column === name)

const PART_FIELDS: ReadonlyMap<string, Sentence> = new Map([
  ['count', { 'zh-TW': '數量', en: 'Count' }],
  ['least', { 'zh-TW': '至少要有', en: 'At least' }],
])

/** A change in words; those of a part too. */
export const sayChange = (
  { field, from, to }: Pick<FieldChange, 'from' | 'to'> & { readonly field: string },
  language: Language,
): FieldWords => {
  if (!isColumn(field)) {
    const heading = PART_FIELDS.get(field)?.[language] ?? field
    return { field: heading, from: String(from ?? ''), to: String(to ?? '') }
  }
  const word = (value: FieldChange['from']) => String(cellOf(field, value, language) ?? '')
  return { field: HEADERS[field][language], from: word(from), to: word(to) }
}

/** The newest first, at most a hundred. */
export const historyOf = async (database: Database, id: string, language: Language): Promise<EquipmentEvent[]> => {
  const rows = await database.audit.findMany({
    where: { subject: id, action: { startsWith: 'equipment.' } },
    orderBy: { at: 'desc' },
    take: MOST_EVENTS,
  })
  return rows.flatMap(({ id: event, at, actor, action, details }): EquipmentEvent[] => {
    const act = action.slice('equipment.'.length)
    if (!Value.Check(Act, act)) return []
    const { what = '', changes = [] } = Value.Check(Details, details) ? details : {}
    return [
      {
        ...{ id: event, at: instant(at.getTime()), by: actor, act, what },
        changes: changes.map((each) => sayChange(each, language)),
      },
    ]
  })
}
