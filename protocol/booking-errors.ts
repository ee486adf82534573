/** Teachers’ films: what can go wrong. */
import type { ErrorEntry } from './error-entry.ts'

export const BOOKING_ERRORS = {
  BOOKING_DATE_PAST: {
    status: 409,
    text: {
      'zh-TW': '{date} 的時段已經開始或過去了。請選擇之後的日期。',
      en: 'The slot of {date} has begun or is over. Choose a later date.',
    },
  },
  BOOKING_NO_SLOT: {
    status: 409,
    text: {
      'zh-TW': '{date} 沒有播預約影片的時段（{why}）。請選擇別的日期。',
      en: 'No booked film airs on {date} ({why}). Choose another date.',
    },
  },
  BOOKING_DATE_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '{date} 已經核准另一部影片。請選擇別的日期，或先撤回那筆預約。',
      en: 'Another film was already approved for {date}. Choose another date, or withdraw that booking first.',
    },
  },
  BOOKING_CUT_OFF: {
    status: 409,
    text: {
      'zh-TW': '{date} 的預約已經截止，現在只有直播室能更改。請聯絡直播室，或選擇之後的日期。',
      en: 'Bookings for {date} have closed; only the broadcast room can change them now. Ask there, or choose a later date.',
    },
  },
  BOOKING_QUOTA: {
    status: 409,
    text: {
      'zh-TW': '這學期已經有 {count} 件預約，達到上限。請先撤回一件，或洽直播室。',
      en: 'There are {count} bookings this term already, which is the limit. Withdraw one first, or ask the broadcast room.',
    },
  },
  BOOKING_NOT_LICENSED: {
    status: 409,
    text: {
      'zh-TW': '公播授權在 {date} 無效。請先取得授權，再用正確的期間重新預約。',
      en: 'The licence is not valid on {date}. Obtain one, then book again with its dates.',
    },
  },
  BOOKING_MEDIA_MISSING: {
    status: 409,
    text: {
      'zh-TW': '片庫裡找不到這部影片，可能已被移除。請重新選擇。',
      en: 'This film is not in the library; it may have been removed. Choose another.',
    },
  },
  BOOKING_FILM_AWAITED: {
    status: 409,
    text: {
      'zh-TW': '「{title}」還沒進片庫，不能核准。片子到了以後，請先連到片庫的影片。',
      en: '“{title}” is not in the library yet, so it can’t be approved. Link the programme once it has come.',
    },
  },
  BOOKING_FILM_NOT_AWAITED: {
    status: 409,
    text: {
      'zh-TW': '這筆預約現在不需要上傳影片：已經有影片，或預約已結束。請重新載入頁面。',
      en: 'This booking takes no film now: it has one already, or it has ended. Reload the page.',
    },
  },
  OWN_FILMS_FULL: {
    status: 413,
    text: {
      'zh-TW': '您等待審核的影片合計會超過 {limit} GB。請等老師審完，或先移除不用的影片。',
      en: 'Your films that wait would come to more than {limit} GB. Wait until some are accepted, or remove one.',
    },
  },
  OWN_FILM_LICENCE: {
    status: 409,
    text: {
      'zh-TW': '請先在預約上選授權種類，再附授權書。',
      en: 'Choose the kind of licence on the booking first, then attach its paper.',
    },
  },
  BOOKING_PART_WRONG: {
    status: 400,
    text: {
      'zh-TW': '要播的段落不在影片裡：開始要早於結束，也要早於片尾。請重新選擇。',
      en: 'The part to show is not in the film: it must start before its end and before the film’s. Choose again.',
    },
  },
  BOOKING_DECIDED: {
    status: 409,
    text: {
      'zh-TW': '這筆預約已撤回或已有結果，不能再這樣改。需要時請重新預約。',
      en: 'This booking was withdrawn or already decided and can’t be changed like this. Make a new one if needed.',
    },
  },
  BOOKING_HEAD_APPROVES: {
    status: 403,
    text: {
      'zh-TW': '依學校設定，預約由主任核准。請主任決定，或請管理員到設定更改。',
      en: 'At this school the head approves bookings. Ask the head, or have the settings changed.',
    },
  },
  BOOKING_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '這筆預約剛才被改過。請再看一次內容，再決定。',
      en: 'This booking was changed a moment ago. Look at it again, then decide.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
