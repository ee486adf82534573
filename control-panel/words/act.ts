/** Words of what buttons say on every page, in both languages. */
import type { Same } from './shape.ts'

export const actZh = {
  save: '儲存',
  cancel: '取消',
  close: '關閉',
  undo: '復原',
  undone: '已復原',
  retry: '再試一次',
  remove: '移除',
  add: '新增',
  edit: '編輯',
  search: '搜尋',
  saved: '已儲存',
  asked: '已送出要求',
  why: '為什麼？',
  today: '今天',
  more: '其他',
  previous: '上一個',
  next: '下一個',
} as const

export const actEn: Same<typeof actZh> = {
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  undo: 'Undo',
  undone: 'Undone',
  retry: 'Try again',
  remove: 'Remove',
  add: 'Add',
  edit: 'Edit',
  search: 'Search',
  saved: 'Saved',
  asked: 'Asked',
  why: 'Why?',
  today: 'Today',
  more: 'More',
  previous: 'Previous',
  next: 'Next',
}
