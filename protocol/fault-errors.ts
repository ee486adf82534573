/** What can go wrong with a fault, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const FAULT_ERRORS = {
  FAULT_MOVED_ON: {
    status: 409,
    text: {
      'zh-TW': '這件報修的狀態已經改變，這個動作現在不能做。請看最新的狀態再決定。',
      en: 'This fault has moved on, so that is not possible any more. Look at it again and decide.',
    },
  },
  FAULT_NOTE_NEEDED: {
    status: 400,
    text: {
      'zh-TW': '請寫一句話說明，後面接手的人才看得懂。',
      en: 'Say it in a sentence, so that whoever goes on with it understands.',
    },
  },
  FAULT_REOPEN_LATE: {
    status: 409,
    text: {
      'zh-TW': '結案已經超過 {days} 天，不能再重開。請重新報修，並提到 {number}。',
      en: 'It was closed more than {days} days ago. Report it again and mention {number}.',
    },
  },
  FAULT_MERGE_WRONG: {
    status: 409,
    text: {
      'zh-TW': '只能併入另一件還沒結束的報修。',
      en: 'A fault can only be merged into another one that is still open.',
    },
  },
  FAULT_NOBODY_TO_ASK: {
    status: 409,
    text: {
      'zh-TW': '沒有可以詢問的帳號：這件報修不是登入的人報的。若有留聯絡方式，請直接聯絡。',
      en: 'Nobody with an account reported this. Use the contact, if one was left.',
    },
  },
  FAULT_PERSON_UNKNOWN: {
    status: 400,
    text: {
      'zh-TW': '這個人不能處理報修，請選資訊媒體組的人。',
      en: 'That person can’t look after faults. Choose somebody of the section.',
    },
  },
  REPORT_PLACE_UNKNOWN: {
    status: 404,
    text: {
      'zh-TW': '查不到這張標籤的設備。請登入後報修，或直接告訴直播室。',
      en: 'No device has this label. Sign in to report it, or tell the broadcast room.',
    },
  },
  REPORTS_MANY: {
    status: 429,
    text: {
      'zh-TW': '這裡剛剛已經有好幾個人報修了，直播室看得到。很急的話請直接打電話。',
      en: 'Several people have just reported this; the broadcast room sees it. If it is urgent, telephone.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
