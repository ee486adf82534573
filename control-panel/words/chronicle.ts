/** What happened in a room, or what a person reported and asked for, in both languages. */
import type { Same } from './shape.ts'

export const chronicleZh = {
  room: '{{room}} 發生過的事',
  roomLead: '故障、申請、廠商到校、公務與電視',
  person: '{{who}} 報修與申請過的',
  kind: '種類',
  every: '全部種類',
  csv: '匯出 CSV',
  empty: '還沒有紀錄。',
  noneOfKind: '沒有這一種的紀錄。',
  older: '更早的',
}

export const chronicleEn: Same<typeof chronicleZh> = {
  room: 'What happened in {{room}}',
  roomLead: 'Faults, requests, visits, duties and the TV',
  person: 'What {{who}} reported and asked for',
  kind: 'Kind',
  every: 'All kinds',
  csv: 'Export CSV',
  empty: 'Nothing yet.',
  noneOfKind: 'Nothing of this kind.',
  older: 'Older',
}
