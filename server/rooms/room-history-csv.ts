/** What happened in a room as a table for a spreadsheet; states, acts and troubles as their codes. */
import { isRoomProblem, type RoomEvent } from '../../protocol/room-history.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Cell, csvText } from '../csv/csv-text.ts'

const HEADER = ['at', 'room', 'type', 'what', 'detail', 'who', 'answered', 'problem']

/** @param text an instant as it is written */
export const roomHistoryCsv = (room: string, events: readonly RoomEvent[], text: (at: Instant) => string): string =>
  csvText([
    HEADER,
    ...events.map((event): Cell[] => {
      const [what, detail, who, answered] = roomEventCells(event, text)
      return [text(event.at), room, event.type, what, detail, who, answered, isRoomProblem(event) ? 'yes' : 'no']
    }),
  ])

/** What, detail, who, answered. */
export const roomEventCells = (event: RoomEvent, text: (at: Instant) => string): readonly [Cell, Cell, Cell, Cell] => {
  switch (event.type) {
    case 'state':
      return [event.state, event.detail, null, null]
    case 'observed':
      return [event.kind, `${event.title} ${event.fromMs}–${event.toMs} ms`, null, null]
    case 'act':
      return [event.act, event.why, event.actor, event.answeredAt === null ? 'no' : text(event.answeredAt)]
    case 'set':
      return [event.fields.join(' '), null, event.actor, null]
    case 'aired': {
      const start = event.lateMs === null ? 'never shown' : `${event.lateMs} ms late`
      return [event.title, `${start}; ${event.stalls} stalls`, null, null]
    }
    default:
      return event satisfies never
  }
}
