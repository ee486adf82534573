/** What can go wrong with vendors, calls and visits, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const VISIT_ERRORS = {
  VENDOR_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '這家廠商的資料剛剛有人改過。請看最新的內容再改一次。',
      en: 'Somebody else has just changed this vendor. Look at it again, then change it.',
    },
  },
  VENDOR_TAX_ID_WRONG: {
    status: 400,
    text: {
      'zh-TW': '統一編號「{taxId}」的檢查碼不對。請對照發票再輸入一次，或留空。',
      en: 'The check digit of the tax ID “{taxId}” is not right. Compare it with an invoice, or leave it empty.',
    },
  },
  VENDOR_CONTRACT_DATES: {
    status: 400,
    text: {
      'zh-TW': '合約「{title}」的結束日期比開始日期早。',
      en: 'The contract “{title}” ends before it begins.',
    },
  },
  VENDOR_BUSY: {
    status: 409,
    text: {
      'zh-TW': '這家廠商還有沒結束的到校或等著約時間的報修。請先處理完再停用。',
      en: 'This vendor has a visit that is not over, or faults that wait for one. See to them first.',
    },
  },
  VENDOR_NO_MAIL: {
    status: 409,
    text: {
      'zh-TW': '寄不出去：這家廠商沒有電子郵件地址，或學校還沒有設定寄件伺服器。請改用電話。',
      en: 'It can’t be mailed: this vendor has no address, or no mail server is set up. Use the telephone.',
    },
  },
  CALL_HAS_VISIT: {
    status: 409,
    text: {
      'zh-TW': '{number} 已經排在一次到校裡。請先在那次到校按「這次不修」，再收回叫修。',
      en: '{number} is part of a visit. Leave it out there first, then take the call back.',
    },
  },
  VISIT_MOVED_ON: {
    status: 409,
    text: {
      'zh-TW': '這次到校的狀態已經改變，這個動作現在不能做。請看最新的狀態再決定。',
      en: 'This visit has moved on, so that is not possible any more. Look at it again and decide.',
    },
  },
  VISIT_WINDOW_WRONG: {
    status: 400,
    text: {
      'zh-TW': '到校時段要先開始再結束，而且不超過一天。',
      en: 'The time of a visit begins before it ends and is no longer than a day.',
    },
  },
  VISIT_TIME_WRONG: {
    status: 400,
    text: {
      'zh-TW': '到校時間不能在未來，也不能早於 24 小時以前。',
      en: 'The time of arrival can’t be ahead, nor more than a day ago.',
    },
  },
  VISIT_FINDINGS_MISSING: {
    status: 400,
    text: {
      'zh-TW': '每一件報修都要寫結果；清單可能剛剛有變動，請再看一次。',
      en: 'Each fault needs its outcome; the list may have just changed, look at it again.',
    },
  },
  VISIT_FAULT_NOT_CALLED: {
    status: 409,
    text: {
      'zh-TW': '有一件報修還沒有通知這家廠商，或已經約了別次到校。請先叫修，或從清單拿掉它。',
      en: 'One of the faults was not told to this vendor, or has another visit. Call first, or leave it out.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
