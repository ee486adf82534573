/** What can go wrong with a duty, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const DUTY_ERRORS = {
  DUTY_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '這項公務剛被別人改過。請看過新的內容再儲存。',
      en: 'Somebody has just changed this duty. Look at what it says now, then save.',
    },
  },
  DUTY_CLOSED: {
    status: 409,
    text: {
      'zh-TW': '這一次已經完成或略過了。要再改，請先「重新開啟」。',
      en: 'This one is done or skipped already. Reopen it to change it.',
    },
  },
  DUTY_NOT_CLOSED: {
    status: 409,
    text: { 'zh-TW': '這一次還開著，不必重新開啟。', en: 'This one is still open.' },
  },
  DUTY_MISSED: {
    status: 409,
    text: {
      'zh-TW': '這一次的時間已經過了，不能再做，也不能重新開啟。若這項公務事後還能補做，請改它的「沒做的話」。',
      en: 'The time of this one is over: it can no longer be done or reopened. If this duty can be done afterwards, change when it counts as missed.',
    },
  },
  DUTY_STEP_CRITICAL: {
    status: 409,
    text: {
      'zh-TW': '這是必要步驟，不能略過。沒辦法做到，請選「沒做到」並說明原因。',
      en: 'This step is critical and can’t be passed over. If it can’t be done, choose “failed” and say why.',
    },
  },
  DUTY_NUMBER_MISSING: {
    status: 400,
    text: { 'zh-TW': '請先填數字。', en: 'Enter the number first.' },
  },
  DUTY_LOG_MISSING: {
    status: 400,
    text: { 'zh-TW': '請先貼上紀錄的內容。', en: 'Paste the log first.' },
  },
  DUTY_FILE_MISSING: {
    status: 400,
    text: { 'zh-TW': '請先附上照片或檔案。', en: 'Add the photo or file first.' },
  },
  DUTY_NOTE_MISSING: {
    status: 400,
    text: { 'zh-TW': '請說明哪裡沒做到。', en: 'Say what went wrong.' },
  },
  DUTY_STEPS_MISSING: {
    status: 409,
    text: {
      'zh-TW': '還有步驟沒有回答，全部回答後才能完成。',
      en: 'Some steps are not answered yet; answer them all, then finish.',
    },
  },
  DUTY_INPUTS_MISSING: {
    status: 409,
    text: {
      'zh-TW': '還在等其他處室的資料，收到後才能完成。',
      en: 'What other offices supply has not all come; it can be finished when it has.',
    },
  },
  DUTY_AWAITED_ANSWERED: {
    status: 409,
    text: { 'zh-TW': '這件已經收到回覆了。', en: 'This was answered already.' },
  },
  DUTY_AWAITED_BLOCKS: {
    status: 409,
    text: {
      'zh-TW': '這是公務規定要等的資料，不能刪除。',
      en: 'The duty itself waits for this; it can’t be removed.',
    },
  },
  DUTY_DATES_WRONG: {
    status: 400,
    text: {
      'zh-TW': '日期不正確：結束不能早於開始。',
      en: 'The dates are not right: the end is before the beginning.',
    },
  },
  DUTY_STEPS_DOUBLE: {
    status: 400,
    text: { 'zh-TW': '步驟或資料的編號重複了。', en: 'Two steps or inputs have the same id.' },
  },
  DUTY_SITE_ADDRESS: {
    status: 400,
    text: {
      'zh-TW': '網址不正確。請填完整的網址，例如 https://www.school.example/，不含帳號密碼。',
      en: 'That address is not right. Give all of it, such as https://www.school.example/, without user or password.',
    },
  },
  MEASUREMENT_NOT_SIGNED: {
    status: 401,
    text: {
      'zh-TW': '這份回報的簽章不正確。請檢查伺服器代號與金鑰。',
      en: 'The signature of this report is not right. Check the server’s id and key.',
    },
  },
  MEASUREMENT_TIME: {
    status: 409,
    text: {
      'zh-TW': '這份回報的時間差太多，或已經收過。請校正那台伺服器的時鐘。',
      en: 'This report’s time is too far off, or it was taken already. Set that server’s clock.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
