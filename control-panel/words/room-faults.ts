/** Marks of faults where a room is seen, and what the watch for faults goes by: their words in both languages. */
import type { Same } from './shape.ts'

export const roomFaultsZh = {
  title: '這間教室的報修',
  mark: '{{count}} 報修',
  healed: '已自行恢復，待確認',
  report: '報修這間',
  rooms: '有報修的教室：{{count}} 間',
  unknown: '狀況不明',
  unknownLead: '這間和別間一起離線：電視本身好不好，要等網路或電源恢復才知道。',
  offlineMinutes: '電視離線多久算故障（分鐘）',
  offlineMinutesHint: '只在上班時間與節目前後計算；整層一起離線只算一件。',
}

export const roomFaultsEn: Same<typeof roomFaultsZh> = {
  title: 'Faults of this room',
  mark: 'faults: {{count}}',
  healed: 'well again by itself, to be confirmed',
  report: 'Report this room',
  rooms: 'Rooms with faults: {{count}}',
  unknown: 'unknown',
  unknownLead: 'It went offline together with others: what its TV does is known when network or power are back.',
  offlineMinutes: 'A TV is a fault when it is offline for (minutes)',
  offlineMinutesHint: 'Counted in working hours and around programmes; a whole floor that goes together is one fault.',
}
