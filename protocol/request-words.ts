/** What the states of a request and its acts are called, said once for the panel, the charts and the tables. */
import type { RequestAct, RequestActor, RequestState } from './request.ts'
import type { Sentence } from './text.ts'

const words = (zh: string, en: string): Sentence => ({ 'zh-TW': zh, en })

/** As the section reads it. */
export const REQUEST_STATE_WORDS: Readonly<Record<RequestState, Sentence>> = {
  new: words('沒有人處理', 'Nobody’s yet'),
  taken: words('處理中', 'In hand'),
  asked: words('等申請人回覆', 'Waits for a reply'),
  answered: words('等申請人確認', 'Waits to be confirmed'),
  confirmed: words('已完成', 'Done'),
  withdrawn: words('申請人撤回', 'Withdrawn'),
  merged: words('併入另一件', 'Part of another'),
  'handed-on': words('轉為報修', 'Now a fault'),
}

/** As whoever asked reads it; where it says nothing else, as the section does. */
export const STATE_FOR_REQUESTER: Readonly<Record<RequestState, Sentence>> = {
  ...REQUEST_STATE_WORDS,
  new: words('等人處理', 'Waits to be taken'),
  asked: words('等您回覆', 'Waits for your reply'),
  answered: words('等您確認', 'Waits for you to confirm'),
  withdrawn: words('已撤回', 'Withdrawn'),
}

/** As an arrow of a chart is named. */
export const REQUEST_ACT_WORDS: Readonly<Record<RequestAct, Sentence>> = {
  take: words('接手', 'take'),
  give: words('轉給別人', 'give to another'),
  release: words('放回', 'give back'),
  ask: words('詢問', 'ask back'),
  reply: words('補充', 'reply'),
  answer: words('回覆', 'answer'),
  recall: words('收回', 'take back'),
  confirm: words('確認', 'confirm'),
  reopen: words('重新處理', 'reopen'),
  withdraw: words('撤回', 'withdraw'),
  restore: words('恢復', 'restore'),
  merge: words('併案', 'merge'),
  unmerge: words('取消併案', 'unmerge'),
  'hand-on': words('轉報修', 'hand on'),
}

/** Whose turn it is. */
export const REQUEST_OWNER_WORDS = {
  section: words('本組', 'the section'),
  assignee: words('承辦人', 'who took it'),
  requester: words('申請人', 'who asked'),
} as const satisfies Readonly<Record<Exclude<RequestActor, 'system'> | 'assignee', Sentence>>
