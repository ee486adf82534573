/** What the states of a visit are called, said once for the panel and the tables. */
import type { Sentence } from './text.ts'
import type { VisitState } from './visit.ts'

const words = (zh: string, en: string): Sentence => ({ 'zh-TW': zh, en })

export const VISIT_STATE_WORDS: Readonly<Record<VisitState, Sentence>> = {
  proposed: words('等廠商答應', 'Proposed'),
  agreed: words('約好了', 'Agreed'),
  arrived: words('在校維修中', 'Here now'),
  done: words('已結束', 'Over'),
  cancelled: words('已取消', 'Cancelled'),
  missed: words('沒有來', 'Nobody came'),
}
