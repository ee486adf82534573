/** Words of what went wrong on the way to the server, in both languages. */
import type { Same } from './shape.ts'

export const problemZh = {
  unreachable: '連不到伺服器。請檢查網路，電視會照已收到的節目表繼續播出。',
  trouble: '伺服器現在無法回答（{{status}}）。請稍後再試；若仍如此，請告訴管理者。',
  notUnderstood: '看不懂伺服器的回覆（{{path}}）。請重新整理頁面；若仍如此，請告訴管理者。',
  title: '沒有載入成功',
  trying: '正在再試…',
} as const

export const problemEn: Same<typeof problemZh> = {
  unreachable: 'The server can’t be reached. Check the network; the TVs go on with the plan they hold.',
  trouble: 'The server can’t answer just now ({{status}}). Try again in a moment; if it stays, tell an administrator.',
  notUnderstood:
    'The server’s answer ({{path}}) can’t be understood. Reload the page; if it stays, tell an administrator.',
  title: 'This did not load',
  trying: 'Trying…',
}
