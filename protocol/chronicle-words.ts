/** What the lines of a chronicle are called, for the panel and the tables. */
import type { ChronicleKind, ChronicleLine } from './chronicle.ts'
import { STEP_RESULT_WORDS } from './duty-words.ts'
import { FAULT_STATE_WORDS } from './fault-words.ts'
import { REQUEST_STATE_WORDS } from './request-words.ts'
import type { Sentence } from './text.ts'
import { VISIT_STATE_WORDS } from './visit-words.ts'

export const CHRONICLE_KIND_WORDS: Readonly<Record<ChronicleKind, Sentence>> = {
  fault: { 'zh-TW': '故障', en: 'Fault' },
  request: { 'zh-TW': '申請', en: 'Request' },
  visit: { 'zh-TW': '廠商到校', en: 'Visit' },
  duty: { 'zh-TW': '公務', en: 'Duty' },
  tv: { 'zh-TW': '電視', en: 'TV' },
}

/** How it stands; null: a TV's event says itself what it is. */
export const chronicleState = (line: ChronicleLine): Sentence | null => {
  switch (line.kind) {
    case 'fault':
      return FAULT_STATE_WORDS[line.state]
    case 'request':
      return REQUEST_STATE_WORDS[line.state]
    case 'visit':
      return VISIT_STATE_WORDS[line.state]
    case 'duty':
      return STEP_RESULT_WORDS[line.state]
    case 'tv':
      return null
    default:
      return line satisfies never
  }
}
