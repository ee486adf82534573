/**
 * Every error a person can meet: code, HTTP status, and a sentence in both languages that says what to do.
 * A test walks this table; a code that is not here can't be raised.
 */
import { type Static, Type } from 'typebox'
import { ACCOUNT_ERRORS } from './account-errors.ts'
import { ACT_ERRORS } from './act-errors.ts'
import { ATTACHMENT_ERRORS } from './attachment-errors.ts'
import { BOOKING_ERRORS } from './booking-errors.ts'
import { CAMERA_ERRORS } from './camera-errors.ts'
import { DUTY_ERRORS } from './duty-errors.ts'
import { EQUIPMENT_ERRORS } from './equipment-errors.ts'
import type { ErrorEntry } from './error-entry.ts'
import { FAULT_ERRORS } from './fault-errors.ts'
import { MEDIA_ERRORS } from './media-errors.ts'
import { PAPER_ERRORS } from './paper-errors.ts'
import { PROCEDURE_ERRORS } from './procedure-errors.ts'
import { REQUEST_ERRORS } from './request-errors.ts'
import { SCHEDULE_ERRORS } from './schedule-errors.ts'
import { SLIP_ERRORS } from './slip-errors.ts'
import { VISIT_ERRORS } from './visit-errors.ts'

export const ERRORS = {
  ...ACCOUNT_ERRORS,
  ...SCHEDULE_ERRORS,
  ...MEDIA_ERRORS,
  ...BOOKING_ERRORS,
  ...ACT_ERRORS,
  ...ATTACHMENT_ERRORS,
  ...CAMERA_ERRORS,
  ...EQUIPMENT_ERRORS,
  ...DUTY_ERRORS,
  ...FAULT_ERRORS,
  ...PAPER_ERRORS,
  ...PROCEDURE_ERRORS,
  ...REQUEST_ERRORS,
  ...VISIT_ERRORS,
  ...SLIP_ERRORS,
  INPUT_INVALID: {
    status: 400,
    text: {
      'zh-TW': '「{field}」的內容不正確：{problem}。請修改後再送出。',
      en: '“{field}” is not right: {problem}. Correct it and send again.',
    },
  },
  NOT_FOUND: {
    status: 404,
    text: { 'zh-TW': '找不到這個項目，可能已被刪除。', en: 'This is not here; it may have been deleted.' },
  },
  BACKUP_RUNNING: {
    status: 409,
    text: { 'zh-TW': '正在備份，請等這一份完成。', en: 'A copy is being made. Wait until it is done.' },
  },
  BACKUP_ON_AIR: {
    status: 409,
    text: {
      'zh-TW': '節目播出中或三十分鐘內就要播出，請播完再備份。',
      en: 'A programme is on the air or starts within thirty minutes. Make the copy after it.',
    },
  },
  BACKUP_IN_REHEARSAL: {
    status: 409,
    text: { 'zh-TW': '演練時不備份。', en: 'A rehearsal makes no copies.' },
  },
  INPUT_TOO_LARGE: {
    status: 413,
    text: {
      'zh-TW': '送出的內容太大。影片請用「上傳」功能。',
      en: 'That is too large. Use “Upload” for programmes.',
    },
  },
  INPUT_TYPE_WRONG: {
    status: 415,
    text: { 'zh-TW': '伺服器不接受這種格式的內容。', en: 'The server does not take this type of content here.' },
  },
  NAME_TAKEN: {
    status: 409,
    text: { 'zh-TW': '「{name}」已經有人使用，請換一個名稱。', en: '“{name}” is taken. Choose another name.' },
  },
  PAIRING_CODE_WRONG: {
    status: 404,
    text: {
      'zh-TW': '沒有電視顯示這組代碼。請再看一次電視上的八個字；代碼每 15 分鐘會更新。',
      en: 'No TV shows this code. Look at its eight characters again; the code changes every 15 minutes.',
    },
  },
  GROUP_MISSING: {
    status: 404,
    text: { 'zh-TW': '找不到這個群組，請重新選擇。', en: 'This group does not exist. Choose another.' },
  },
  GROUP_IN_ITSELF: {
    status: 409,
    text: {
      'zh-TW': '群組不能放進自己或自己下面的群組。',
      en: 'A group can’t be put into itself or a group below it.',
    },
  },
  GROUP_IN_USE: {
    status: 409,
    text: {
      'zh-TW': '「{name}」還有 {displays} 台電視、{children} 個下層群組、{slots} 個時段在使用。請先移走它們再刪除。',
      en: '“{name}” still has {displays} TVs, {children} groups below it and {slots} slots. Move them first.',
    },
  },
  CONFLICT: {
    status: 409,
    text: {
      'zh-TW': '別人剛剛改過同一項內容，請重新載入後再改。',
      en: 'Someone else just changed this. Reload, then change it again.',
    },
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    text: { 'zh-TW': '嘗試次數太多，請在 {seconds} 秒後再試。', en: 'Too many tries. Try again in {seconds} seconds.' },
  },
  INTERNAL: {
    status: 500,
    text: {
      'zh-TW': '伺服器發生問題（編號 {reference}）。請再試一次；若仍失敗，請把編號告訴管理者。',
      en: 'Something went wrong on the server (reference {reference}). Try again; if it fails again, give an administrator the reference.',
    },
  },
  NOT_READY: {
    status: 503,
    text: { 'zh-TW': '伺服器還沒準備好，請稍後再試。', en: 'The server is not ready yet. Try again shortly.' },
  },
  CLASSROOM_NONE: {
    status: 409,
    text: {
      'zh-TW': '還沒有設定您的教室。請直播室在「電視」頁指定。',
      en: 'No classroom is linked to you yet. Ask the broadcast room to set it on the page of the TVs.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
export type ErrorCode = keyof typeof ERRORS

/** The shape of every error answer. */
export const ErrorAnswer = Type.Object({
  code: Type.String(),
  message: Type.String(),
  details: Type.Record(Type.String(), Type.Unknown()),
})
export type ErrorAnswer = Static<typeof ErrorAnswer>
