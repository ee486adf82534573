/** Faults as a table for a spreadsheet. */

import { faultOwner } from '../../protocol/fault.ts'
import type { FaultItem } from '../../protocol/fault-desk.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import { FAULT_OWNER_WORDS, FAULT_SEVERITY_WORDS, FAULT_STATE_WORDS } from '../../protocol/fault-words.ts'
import { type Language, type Sentence, say } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import { csvText } from '../csv/csv-text.ts'

const HEADER: readonly Sentence[] = [
  { 'zh-TW': '編號', en: 'number' },
  { 'zh-TW': '狀態', en: 'state' },
  { 'zh-TW': '等誰', en: 'waits for' },
  { 'zh-TW': '處理人', en: 'looked after by' },
  { 'zh-TW': '緊急程度', en: 'severity' },
  { 'zh-TW': '地點', en: 'room' },
  { 'zh-TW': '設備', en: 'device' },
  { 'zh-TW': '廠商', en: 'vendor' },
  { 'zh-TW': '狀況', en: 'what' },
  { 'zh-TW': '說明', en: 'words' },
  { 'zh-TW': '報修人', en: 'reported by' },
  { 'zh-TW': '次數', en: 'times' },
  { 'zh-TW': '報修時間', en: 'reported at' },
  { 'zh-TW': '期限', en: 'due' },
  { 'zh-TW': '結案時間', en: 'closed at' },
  { 'zh-TW': '處理分鐘（上班時間）', en: 'minutes with us (school hours)' },
]

export const faultCsv = (
  faults: readonly FaultItem[],
  written: (at: Instant) => string,
  language: Language,
): string => {
  const at = (moment: Instant | null) => (moment === null ? null : written(moment))
  return csvText([
    HEADER.map((name) => say(name, language)),
    ...faults.map((fault) => [
      fault.number,
      say(FAULT_STATE_WORDS[fault.state], language),
      say(FAULT_OWNER_WORDS[faultOwner(fault)], language),
      fault.ownerName,
      say(FAULT_SEVERITY_WORDS[fault.severity], language),
      fault.room,
      fault.equipmentName,
      fault.vendorName,
      faultTitle(fault, language),
      fault.text,
      fault.reporterName,
      fault.times,
      at(fault.createdAt),
      at(fault.dueAt),
      at(fault.closedAt),
      fault.clockMinutes,
    ]),
  ])
}
