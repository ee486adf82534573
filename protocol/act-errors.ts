/** Acting on what is on the air: what can go wrong. */
import type { ErrorEntry } from './error-entry.ts'

export const ACT_ERRORS = {
  ACT_EXAM: {
    status: 409,
    text: {
      'zh-TW': '{rooms}正在考試，除了緊急廣播，不能中斷。',
      en: 'An exam is on in {rooms}: nothing but an emergency may cut in.',
    },
  },
  ACT_EMERGENCY: {
    status: 409,
    text: {
      'zh-TW': '{rooms}正在緊急廣播。請先解除緊急廣播。',
      en: 'An emergency is on in {rooms}. Give the all-clear first.',
    },
  },
  ACT_NOTHING_ON: {
    status: 409,
    text: {
      'zh-TW': '{rooms}現在沒有播節目。請選擇有節目的群組。',
      en: 'No programme is on in {rooms} now. Choose groups with one.',
    },
  },
  ACT_NOT_PLANNED: {
    status: 409,
    text: {
      'zh-TW': '{rooms}今天的節目裡已經沒有這一個。請重新選擇。',
      en: 'It is not among today’s programmes in {rooms}, or no longer. Choose again.',
    },
  },
  ACT_HELD: {
    status: 409,
    text: {
      'zh-TW': '{rooms}的節目已經暫停或結束。要繼續請按「復原」。',
      en: 'The programme in {rooms} is on hold or has ended already. Choose “Undo” to go on.',
    },
  },
  ACT_NOTHING_LEFT: {
    status: 409,
    text: {
      'zh-TW': '{rooms}的節目在時段內就播完了，沒有可以延長的內容。',
      en: 'The programme in {rooms} ends within its time: there is nothing left to extend.',
    },
  },
  ACT_NO_TV: {
    status: 409,
    text: {
      'zh-TW': '選到的群組裡沒有電視。請重新選擇。',
      en: 'There is no TV in what was chosen. Choose again.',
    },
  },
  ACT_OVER: {
    status: 409,
    text: {
      'zh-TW': '這個動作已經結束或復原，不能再復原。',
      en: 'This act is over or was undone already.',
    },
  },
  ACT_TIME_WRONG: {
    status: 400,
    text: {
      'zh-TW': '時間不正確：要在現在之後，而且結束要晚於開始。請修改。',
      en: 'The time is not right: it must be after now, and the end after the start. Correct it.',
    },
  },
  TEST_PICTURE_LATE: {
    status: 409,
    text: {
      'zh-TW': '測試畫面十分鐘內沒有準備好，不再等了。請看「片庫」裡有什麼正在處理，之後再按一次。',
      en: 'The test picture was not prepared within ten minutes and is no longer waited for. See what the library is busy with, then ask again.',
    },
  },
  TEST_PICTURE_TV_AWAY: {
    status: 409,
    text: {
      'zh-TW': '測試畫面準備好了，但電視十分鐘內都沒有連線，不再等了。請打開電視，再按一次。',
      en: 'The test picture was ready, but the TV did not answer within ten minutes. Turn the TV on and ask again.',
    },
  },
  TEST_PICTURE_FAILED: {
    status: 409,
    text: {
      'zh-TW': '測試畫面沒辦法準備。請在「片庫」看原因，或請管理者看伺服器的紀錄，再按一次。',
      en: 'The test picture could not be prepared. See why in the library, or have an administrator look at the server’s log, then ask again.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
