/** What the states and acts of a fault are called, wherever they are said: panel, letters, charts, papers. */
import type { FaultActType, FaultOwner, FaultSeverity, FaultState } from './fault.ts'
import type { Sentence } from './text.ts'

const words = (zh: string, en: string): Sentence => ({ 'zh-TW': zh, en })

export const FAULT_STATE_WORDS: Readonly<Record<FaultState, Sentence>> = {
  reported: words('已通報', 'Reported'),
  triaged: words('已受理', 'Looked at'),
  fixing: words('自行修理中', 'Being repaired here'),
  'awaiting-slip': words('維修單會簽中', 'Slip being signed'),
  'to-call': words('待叫修', 'Vendor to be called'),
  called: words('已叫修，待約時間', 'Vendor called'),
  'visit-agreed': words('已約到校', 'Visit agreed'),
  'on-site': words('廠商處理中', 'Technician there'),
  'to-accept': words('待驗收', 'To be accepted'),
  closed: words('結案', 'Closed'),
  dismissed: words('不處理', 'Dismissed'),
}

export const FAULT_ACT_WORDS: Readonly<Record<FaultActType, Sentence>> = {
  triage: words('受理', 'look at it'),
  assign: words('指派', 'assign'),
  fix: words('自行修理', 'repair here'),
  fixed: words('修好了', 'repaired here'),
  'need-slip': words('送維修單', 'put a slip round'),
  'slip-signed': words('簽完', 'all signed'),
  'slip-refused': words('退回', 'refused'),
  'slip-withdrawn': words('撤回維修單', 'slip withdrawn'),
  'to-vendor': words('免維修單叫修', 'no slip needed'),
  'call-vendor': words('叫修', 'call the vendor'),
  'call-withdrawn': words('收回叫修', 'call taken back'),
  'agree-visit': words('約好時間', 'agree on a visit'),
  'visit-cancelled': words('取消到校', 'visit cancelled'),
  arrive: words('到校', 'arrives'),
  repaired: words('修好', 'repaired'),
  'not-repaired': words('沒修好', 'not repaired'),
  accept: words('驗收', 'accept'),
  reject: words('不通過', 'not accepted'),
  dismiss: words('不處理', 'dismiss'),
  merge: words('併案', 'merge'),
  reopen: words('重新處理', 'reopen'),
  acknowledge: words('知道了', 'acknowledge'),
  heal: words('自行恢復', 'healed by itself'),
  return: words('再次發生', 'came again'),
  lapse: words('恢復後自動結案', 'over by itself'),
  reassess: words('重新評估', 'judged anew'),
  note: words('備註', 'note'),
  ask: words('詢問報修人', 'ask the reporter'),
  answer: words('報修人回覆', 'answered'),
}

export const FAULT_OWNER_WORDS: Readonly<Record<FaultOwner, Sentence>> = {
  section: words('本組', 'the section'),
  offices: words('會簽的處室', 'the offices that sign'),
  vendor: words('廠商', 'the vendor'),
  reporter: words('報修人', 'the reporter'),
  nobody: words('', ''),
}

export const FAULT_SEVERITY_WORDS: Readonly<Record<FaultSeverity, Sentence>> = {
  'blocks-noon': words('影響下一次播出', 'Blocks the next noon'),
  high: words('急', 'Urgent'),
  normal: words('一般', 'Normal'),
  low: words('不急', 'Can wait'),
}
