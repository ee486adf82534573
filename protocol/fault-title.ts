/** What a fault is called, and what its reporter reads of it. */
import type { FaultState, FaultSymptom, FaultView } from './fault.ts'
import { type Language, type Sentence, say } from './text.ts'
import { sayCause } from './trouble.ts'

export const SYMPTOM_WORDS: Readonly<Record<FaultSymptom, Sentence>> = {
  'no-picture': { 'zh-TW': '沒有畫面', en: 'No picture' },
  'no-sound': { 'zh-TW': '沒有聲音', en: 'No sound' },
  frozen: { 'zh-TW': '畫面停住、一直轉', en: 'Frozen or stuck' },
  remote: { 'zh-TW': '遙控器或按鈕', en: 'Remote or buttons' },
  other: { 'zh-TW': '其他狀況', en: 'Something else' },
}

/** As the reporter reads it. */
export const STATE_FOR_REPORTER: Readonly<Record<FaultState, Sentence>> = {
  reported: { 'zh-TW': '已收到，還沒有人看', en: 'Received; nobody has looked yet' },
  triaged: { 'zh-TW': '已經看過，正在安排', en: 'Looked at; being arranged' },
  fixing: { 'zh-TW': '資訊媒體組正在修', en: 'The section is repairing it' },
  'awaiting-slip': { 'zh-TW': '需要送修，正在簽核', en: 'It needs a repair; the slip is being signed' },
  'to-call': { 'zh-TW': '準備叫廠商', en: 'The vendor is about to be called' },
  called: { 'zh-TW': '已叫廠商，等約時間', en: 'The vendor was called; a time is being agreed' },
  'visit-agreed': { 'zh-TW': '廠商到校時間已約好', en: 'The vendor’s visit is agreed' },
  'on-site': { 'zh-TW': '廠商正在修', en: 'The technician is at work' },
  'to-accept': { 'zh-TW': '修好了，請確認', en: 'Repaired; please confirm' },
  closed: { 'zh-TW': '已修好結案', en: 'Repaired and closed' },
  dismissed: { 'zh-TW': '不處理', en: 'Not pursued' },
}

/** What a fault is called: the symptom or the system's words in the reader's language, else the reporter's own. */
export const faultTitle = (fault: Pick<FaultView, 'title' | 'symptom' | 'cause'>, language: Language): string => {
  if (fault.symptom !== null && fault.symptom !== 'other') return say(SYMPTOM_WORDS[fault.symptom], language)
  if (fault.title !== '') return fault.title
  return fault.cause === null ? say(SYMPTOM_WORDS.other, language) : sayCause(fault.cause, language)
}
