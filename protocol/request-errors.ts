/** What can go wrong with a request, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const REQUEST_ERRORS = {
  REQUEST_MOVED_ON: {
    status: 409,
    text: {
      'zh-TW': '這件申請已經不在原來的階段，可能剛才有人處理了。請看現在的狀況再決定。',
      en: 'This request has moved on; somebody may just have dealt with it. Look at where it stands now.',
    },
  },
  REQUEST_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '這件申請剛才被改過。請再看一次內容，再送出。',
      en: 'This request was changed a moment ago. Look at it again, then send.',
    },
  },
  REQUEST_TOO_OLD: {
    status: 409,
    text: {
      'zh-TW': '這件申請結束超過 {days} 天，不能再重開。請另外提出一件，並註明原來的編號。',
      en: 'This request ended more than {days} days ago and can’t be taken up again. File a new one and name this one’s number.',
    },
  },
  REQUEST_NOT_TAKING_IN: {
    status: 409,
    text: {
      'zh-TW': '只能併入另一件還在處理中的申請。',
      en: 'A request can be merged only into another one that is still being dealt with.',
    },
  },
  REQUEST_PASSWORD: {
    status: 400,
    text: {
      'zh-TW':
        '「{field}」看起來寫了密碼。申請會給多人看，也會寄信，請刪掉密碼再送出；設定密碼時我們會當面或打電話處理。',
      en: '“{field}” seems to hold a password. Requests are read by several people and mailed: remove it and send again. Passwords are set face to face or on the telephone.',
    },
  },
  REQUEST_FIELD_MISSING: {
    status: 400,
    text: {
      'zh-TW': '還沒有填「{field}」。',
      en: '“{field}” is still missing.',
    },
  },
  REQUEST_DATE_PAST: {
    status: 400,
    text: {
      'zh-TW': '希望登出的日期已經過了，請選今天或以後。',
      en: 'The day to publish by is over. Choose today or later.',
    },
  },
  TEMPLATE_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '這則範本剛才被改過。請重新載入再修改。',
      en: 'This template was changed a moment ago. Reload it, then change it.',
    },
  },
  FILTERS_MANY: {
    status: 409,
    text: {
      'zh-TW': '您已經存了 {most} 個篩選，請先刪掉不用的。',
      en: 'You have kept {most} filters already. Remove one first.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
