/** The timetable and its series: what can go wrong. */
import type { ErrorEntry } from './error-entry.ts'

export const SCHEDULE_ERRORS = {
  SLOT_WITHOUT_DAYS: {
    status: 400,
    text: {
      'zh-TW': '這個時段還沒有選日子。請至少選一個星期幾或一個日期。',
      en: 'This slot has no days. Choose at least one weekday or one date.',
    },
  },
  TERM_DATES_WRONG: {
    status: 400,
    text: {
      'zh-TW': '學期的最後一天（{until}）早於第一天（{from}）。請改正日期。',
      en: 'The last day of the term ({until}) is before its first ({from}). Correct the dates.',
    },
  },
  SERIES_EPISODE_MISSING: {
    status: 409,
    text: {
      'zh-TW': '片庫裡找不到節目「{mediaId}」，可能已被移除。請重新選擇。',
      en: 'The programme “{mediaId}” is not in the library; it may have been removed. Choose again.',
    },
  },
  SERIES_IN_USE: {
    status: 409,
    text: {
      'zh-TW': '這些時段還在播「{title}」：{slots}。請先改掉時段的節目再刪除。',
      en: '“{title}” is still shown by: {slots}. Give these slots another programme first.',
    },
  },
  SERIES_PLACE_WRONG: {
    status: 400,
    text: {
      'zh-TW': '「{title}」只有 {episodes} 集，或影片沒有這麼長。請選擇影片裡的位置。',
      en: '“{title}” has {episodes} parts, or the film is not that long. Choose a place within it.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
