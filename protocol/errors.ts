/**
 * Every error a person can meet: code, HTTP status, and a sentence in both languages that says what to do.
 * A test walks this table; a code that is not here can't be raised.
 */
import { type Static, Type } from 'typebox'
import type { Sentence } from './text.ts'

interface ErrorEntry {
  readonly status: number
  readonly text: Sentence
}

export const ERRORS = {
  INPUT_INVALID: {
    status: 400,
    text: {
      'zh-TW': '「{field}」的內容不正確：{problem}。請修改後再送出。',
      en: '“{field}” is not right: {problem}. Correct it and send again.',
    },
  },
  NOT_SIGNED_IN: { status: 401, text: { 'zh-TW': '請先登入。', en: 'Sign in first.' } },
  SIGN_IN_FAILED: {
    status: 401,
    text: { 'zh-TW': '帳號或密碼不正確，請再試一次。', en: 'The name or the password is not right. Try again.' },
  },
  CSRF_TOKEN_WRONG: {
    status: 403,
    text: { 'zh-TW': '頁面已過期，請重新整理後再試。', en: 'This page is out of date. Reload it and try again.' },
  },
  NOT_ALLOWED: {
    status: 403,
    text: { 'zh-TW': '您的帳號沒有這項權限，請洽管理者。', en: 'Your account may not do this. Ask an administrator.' },
  },
  NOT_FOUND: {
    status: 404,
    text: { 'zh-TW': '找不到這個項目，可能已被刪除。', en: 'This is not here; it may have been deleted.' },
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
  PASSWORD_WEAK: {
    status: 400,
    text: {
      'zh-TW': '密碼太短或太常見：請用 {length} 個字以上、別人猜不到的句子。',
      en: 'This password is too short or too common: use a phrase of at least {length} characters that nobody would guess.',
    },
  },
  SETUP_LINK_USED: {
    status: 410,
    text: {
      'zh-TW': '這個設定連結已經用過或已失效。請看伺服器主控台上的新連結，或直接登入。',
      en: 'This set-up link was used or is no longer valid. Look for a new one on the server’s console, or sign in.',
    },
  },
  LAST_ADMIN: {
    status: 409,
    text: {
      'zh-TW': '至少要保留一位管理者。請先指定另一位管理者。',
      en: 'One administrator must remain. Make someone else an administrator first.',
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
} as const satisfies Readonly<Record<string, ErrorEntry>>
export type ErrorCode = keyof typeof ERRORS

/** The shape of every error answer. */
export const ErrorAnswer = Type.Object({
  code: Type.String(),
  message: Type.String(),
  details: Type.Record(Type.String(), Type.Unknown()),
})
export type ErrorAnswer = Static<typeof ErrorAnswer>
