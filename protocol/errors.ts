/**
 * Every error a person can meet: code, HTTP status, and a sentence in both languages that says what to do.
 * A test walks this table; a code that is not here can't be raised.
 */
import { type Static, Type } from 'typebox'
import { ATTACHMENT_ERRORS } from './attachment-errors.ts'
import { CAMERA_ERRORS } from './camera-errors.ts'
import { DUTY_ERRORS } from './duty-errors.ts'
import { EQUIPMENT_ERRORS } from './equipment-errors.ts'
import { FAULT_ERRORS } from './fault-errors.ts'
import { PROCEDURE_ERRORS } from './procedure-errors.ts'
import { REQUEST_ERRORS } from './request-errors.ts'
import { SLIP_ERRORS } from './slip-errors.ts'
import type { Sentence } from './text.ts'
import { VISIT_ERRORS } from './visit-errors.ts'

export interface ErrorEntry {
  readonly status: number
  readonly text: Sentence
}

export const ERRORS = {
  ...ATTACHMENT_ERRORS,
  ...CAMERA_ERRORS,
  ...EQUIPMENT_ERRORS,
  ...DUTY_ERRORS,
  ...FAULT_ERRORS,
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
  NOT_SIGNED_IN: { status: 401, text: { 'zh-TW': '請先登入。', en: 'Sign in first.' } },
  SIGN_IN_FAILED: {
    status: 401,
    text: { 'zh-TW': '帳號或密碼不正確，請再試一次。', en: 'The name or the password is not right. Try again.' },
  },
  SECOND_FACTOR_WRONG: {
    status: 403,
    text: {
      'zh-TW': '驗證碼不正確，或已經用過。請等 App 換下一組再輸入；手機時間也要正確。',
      en: 'That code is not right, or was used. Wait for the app’s next one; the phone’s time must be right too.',
    },
  },
  RECOVERY_CODE_WRONG: {
    status: 403,
    text: {
      'zh-TW': '這組救援碼不正確，或已經用過。',
      en: 'That recovery code is not right, or was used.',
    },
  },
  SECOND_FACTOR_REQUIRED: {
    status: 409,
    text: {
      'zh-TW': '學校要求管理者使用兩步驟驗證，所以不能關閉。',
      en: 'The school demands a second step of administrators; it can’t be turned off.',
    },
  },
  OPENID_UNREACHABLE: {
    status: 503,
    text: {
      'zh-TW': '目前連不上學校的登入服務。請改用帳號密碼登入，或稍後再試。',
      en: 'The school’s sign-in service can’t be reached. Use your name and password, or try again later.',
    },
  },
  OPENID_FAILED: {
    status: 403,
    text: {
      'zh-TW': '學校的登入服務沒有完成登入。請再試一次，或改用帳號密碼。',
      en: 'The school’s sign-in service did not complete. Try again, or use your name and password.',
    },
  },
  OPENID_FLOW_OVER: {
    status: 403,
    text: {
      'zh-TW': '這次登入已經過期或用過。請在這個頁面重新按一次登入。',
      en: 'That sign-in is over or was used. Begin again on this page.',
    },
  },
  OPENID_EMAIL_UNVERIFIED: {
    status: 403,
    text: {
      'zh-TW': '登入服務沒有確認您的電子郵件。請先用帳號密碼登入，再到「設定」連結；沒有密碼請洽管理者。',
      en: 'The sign-in service does not confirm your e-mail address. Sign in with your password and link it in Settings; without a password, ask an administrator.',
    },
  },
  OPENID_NOT_LINKED: {
    status: 403,
    text: {
      'zh-TW': '沒有帳號連結到這個身分。有密碼的話，請先登入再到「設定」連結；否則請管理者用這個電子郵件邀請您。',
      en: 'No account is linked to this identity. With a password, sign in and link it in Settings; otherwise ask an administrator to invite this e-mail address.',
    },
  },
  OPENID_DISABLED: {
    status: 403,
    text: { 'zh-TW': '這個帳號已停用，請洽管理者。', en: 'This account is disabled. Ask an administrator.' },
  },
  OPENID_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '這個身分或這個帳號已經連結過了。請先解除原來的連結。',
      en: 'This identity, or this account, is linked already. Unlink the other one first.',
    },
  },
  OPENID_ONLY_WAY: {
    status: 409,
    text: {
      'zh-TW': '這個帳號沒有密碼，解除後就無法登入。請先向管理者要連結設定密碼。',
      en: 'This account has no password and could not sign in any more. Ask an administrator for a link to choose one first.',
    },
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
  PASSWORD_SHORT: {
    status: 400,
    text: {
      'zh-TW': '密碼太短：至少 {length} 個字元，一句好記的話最好。',
      en: 'This password is too short: at least {length} characters; a phrase is best.',
    },
  },
  PASSWORD_COMMON: {
    status: 400,
    text: {
      'zh-TW': '這個密碼出現在外洩的密碼清單裡，別人很快就會猜到。請換一句自己的話。',
      en: 'This password is on a list of leaked ones; it would soon be guessed. Use a phrase of your own.',
    },
  },
  PASSWORD_TELLING: {
    status: 400,
    text: {
      'zh-TW': '密碼幾乎只有「{word}」：請不要用姓名、帳號或學校名稱當密碼。',
      en: 'This password is little more than “{word}”: don’t use your name, your account or the school’s name.',
    },
  },
  LINK_INVALID: {
    status: 410,
    text: {
      'zh-TW': '這個連結已經用過、過期或被撤回。請向管理者要一個新的。',
      en: 'This link was used, has expired or was withdrawn. Ask an administrator for a new one.',
    },
  },
  EMAIL_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '「{email}」已經是另一個帳號的電子郵件。',
      en: '“{email}” is another account’s e-mail address.',
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
  CLASSROOM_NONE: {
    status: 409,
    text: {
      'zh-TW': '還沒有設定您的教室。請直播室在「電視」頁指定。',
      en: 'No classroom is linked to you yet. Ask the broadcast room to set it on the page of the TVs.',
    },
  },
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
  MEDIA_EMPTY: {
    status: 422,
    text: {
      'zh-TW': '這個檔案是空的，可能沒有複製完成。請重新複製後再試。',
      en: 'This file is empty; the copy may not have finished. Copy it again.',
    },
  },
  MEDIA_NOT_MEDIA: {
    status: 422,
    text: {
      'zh-TW': '這不是影片或聲音檔（{what}）。請選擇影片或聲音檔。',
      en: 'This is not a video or sound file ({what}). Choose a video or sound file.',
    },
  },
  MEDIA_IS_PLAYLIST: {
    status: 422,
    text: {
      'zh-TW': '這個檔案只是一份播放清單，裡面沒有影片本身。請改放影片檔。',
      en: 'This file is only a playlist; the video itself is not in it. Add the video file instead.',
    },
  },
  MEDIA_IS_TEXT: {
    status: 422,
    text: {
      'zh-TW': '這是文字檔，不是影片或聲音。請選擇影片或聲音檔。',
      en: 'This is a text file, not video or sound. Choose a video or sound file.',
    },
  },
  MEDIA_IS_PICTURE: {
    status: 422,
    text: {
      'zh-TW': '這是圖片，不是影片。請先把圖片做成影片再放進來。',
      en: 'This is a picture, not a video. Make it into a video first.',
    },
  },
  MEDIA_IS_ARCHIVE: {
    status: 422,
    text: {
      'zh-TW': '這是壓縮檔（{what}）。請先解壓縮，再放進裡面的影片。',
      en: 'This is an archive ({what}). Unpack it and add the video inside.',
    },
  },
  MEDIA_NO_STREAMS: {
    status: 422,
    text: {
      'zh-TW': '檔案裡找不到可以播放的畫面或聲音。請用其他播放器確認檔案沒有損壞。',
      en: 'No picture and no sound that can be played were found in this file. Check in another player that it is not damaged.',
    },
  },
  MEDIA_UNREADABLE: {
    status: 422,
    text: {
      'zh-TW': '檔案損壞，讀不出內容。請重新匯出或重新複製。',
      en: 'The file is damaged and can’t be read. Export or copy it again.',
    },
  },
  MEDIA_NO_DURATION: {
    status: 422,
    text: {
      'zh-TW': '檔案的長度是零，沒有內容可播。請重新匯出。',
      en: 'The file has no length: there is nothing to play. Export it again.',
    },
  },
  MEDIA_TOO_LONG: {
    status: 422,
    text: {
      'zh-TW': '節目長度 {hours} 小時，超過上限 {limit} 小時。請先剪成幾段。',
      en: 'The programme is {hours} hours long; at most {limit} are allowed. Cut it into parts.',
    },
  },
  MEDIA_TOO_LARGE: {
    status: 413,
    text: {
      'zh-TW': '檔案有 {gigabytes} GB，超過上限 {limit} GB。請先轉成較小的檔案。',
      en: 'The file has {gigabytes} GB; at most {limit} GB are allowed. Make a smaller one.',
    },
  },
  MEDIA_TOO_MANY_PIXELS: {
    status: 422,
    text: {
      'zh-TW': '畫面尺寸 {width}×{height} 太大。請改用 4K（4096×2304）以內的影片。',
      en: 'The picture is {width}×{height}, which is too big. Use a video within 4K (4096×2304).',
    },
  },
  MEDIA_TOO_MANY_STREAMS: {
    status: 422,
    text: {
      'zh-TW': '檔案裡有 {count} 條軌道，超過上限 {limit}。請重新匯出，只留需要的軌道。',
      en: 'The file has {count} tracks; at most {limit} are allowed. Export it with only the tracks you need.',
    },
  },
  MEDIA_CODEC_UNKNOWN: {
    status: 422,
    text: {
      'zh-TW': '這台伺服器不會解這種格式（{codec}）。請轉成 MP4（H.264）再試。',
      en: 'This server can’t decode this format ({codec}). Convert it to MP4 (H.264) and try again.',
    },
  },
  MEDIA_TRACK_UNKNOWN: {
    status: 422,
    text: {
      'zh-TW': '這個節目沒有第 {index} 條聲音軌。請從清單中選擇。',
      en: 'This programme has no sound track {index}. Choose one from the list.',
    },
  },
  MEDIA_PREPARATION_FAILED: {
    status: 500,
    text: {
      'zh-TW': '準備節目時失敗（步驟：{step}）。請按「重試」；若仍失敗，請把工作紀錄交給管理者。',
      en: 'Preparing the programme failed (step: {step}). Choose “retry”; if it fails again, show the job’s log to an administrator.',
    },
  },
  MEDIA_TIMED_OUT: {
    status: 500,
    text: {
      'zh-TW': '準備節目花的時間太久，已停止（步驟：{step}）。請在伺服器空閒時按「重試」。',
      en: 'Preparing the programme took too long and was stopped (step: {step}). Retry when the server is less busy.',
    },
  },
  MEDIA_CANCELLED: {
    status: 409,
    text: {
      'zh-TW': '已取消準備。要播出時請按「重試」。',
      en: 'The preparation was cancelled. Choose “retry” to prepare it.',
    },
  },
  MEDIA_DISK_FULL: {
    status: 507,
    text: {
      'zh-TW': '磁碟空間不足：還需要約 {needed} MB，只剩 {free} MB。請先刪除不用的節目。',
      en: 'The disk is too full: about {needed} MB are needed and {free} MB are free. Delete programmes you no longer need.',
    },
  },
  MEDIA_IN_USE: {
    status: 409,
    text: {
      'zh-TW': '這個節目還會用到：{uses}。確定要移除時請再確認一次。',
      en: 'This programme is still needed: {uses}. Confirm once more to remove it anyway.',
    },
  },
  MEDIA_STILL_NEEDED: {
    status: 409,
    text: {
      'zh-TW': '這個節目還會用到：{uses}。請先在那裡換成別的節目，再永久刪除。',
      en: 'This programme is still needed: {uses}. Choose another programme there first, then delete it for good.',
    },
  },
  MEDIA_NOT_PUT_AWAY: {
    status: 409,
    text: {
      'zh-TW': '永久刪除無法復原，所以只能刪除已收起的節目。請先把它收起。',
      en: 'Deleting for good can’t be undone, so only what was put away can be deleted. Put the programme away first.',
    },
  },
  MEDIA_ERASED: {
    status: 410,
    text: {
      'zh-TW': '這個節目的檔案已永久刪除，只留下名稱作為紀錄。需要時請重新上傳。',
      en: 'The files of this programme were deleted for good; only its name is kept for the record. Upload it again if you need it.',
    },
  },
  MEDIA_NOT_READY: {
    status: 409,
    text: { 'zh-TW': '這個節目還沒準備好，請稍後再試。', en: 'This programme is not ready yet. Try again later.' },
  },
  MEDIA_TRIM_WRONG: {
    status: 409,
    text: {
      'zh-TW': '起點要在終點之前，而且在節目的長度之內。',
      en: 'The start must lie before the end, and within the programme.',
    },
  },
  MEDIA_HAS_NO_PICTURE: {
    status: 409,
    text: {
      'zh-TW': '這個節目在那個位置沒有畫面可以當封面。',
      en: 'The programme has no picture at that position to be its poster.',
    },
  },
  SUBTITLE_NOT_UNDERSTOOD: {
    status: 422,
    text: {
      'zh-TW': '這個檔案裡找不到字幕。請用 WebVTT（.vtt）或 SRT（.srt）檔。',
      en: 'There are no subtitles in this file. Use a WebVTT (.vtt) or SRT (.srt) file.',
    },
  },
  LICENCE_SCAN_TYPE: {
    status: 415,
    text: {
      'zh-TW': '授權書掃描檔請用 PDF、JPEG 或 PNG。',
      en: 'Send the scanned licence as PDF, JPEG or PNG.',
    },
  },
  MEDIA_JOB_ENDED: {
    status: 409,
    text: {
      'zh-TW': '這項準備工作已經結束，不能再取消。',
      en: 'This preparation has already ended and can’t be cancelled.',
    },
  },
  MEDIA_ORIGINAL_MISSING: {
    status: 410,
    text: {
      'zh-TW': '原始檔案已不在伺服器上。請重新上傳。',
      en: 'The original file is no longer on the server. Upload it again.',
    },
  },
  MEDIA_INTERRUPTED: {
    status: 500,
    text: {
      'zh-TW': '準備這個節目時伺服器中斷了 {attempts} 次，已停止再試。請檢查檔案，再按「重試」。',
      en: 'The server stopped {attempts} times while preparing this programme, so it is not tried again by itself. Check the file, then choose “retry”.',
    },
  },
  MEDIA_FFMPEG_MISSING: {
    status: 503,
    text: {
      'zh-TW': '找不到 ffmpeg 或 ffprobe。請安裝 ffmpeg 5.1 以上，或用 FFMPEG_PATH、FFPROBE_PATH 指出位置。',
      en: 'ffmpeg or ffprobe was not found. Install ffmpeg 5.1 or newer, or say where it is with FFMPEG_PATH and FFPROBE_PATH.',
    },
  },
  MEDIA_FFMPEG_OLD: {
    status: 503,
    text: {
      'zh-TW': 'ffmpeg 版本 {version} 太舊，需要 5.1 以上。請更新 ffmpeg。',
      en: 'ffmpeg {version} is too old; 5.1 or newer is needed. Update ffmpeg.',
    },
  },
  MEDIA_FFMPEG_LACKS: {
    status: 503,
    text: {
      'zh-TW': '這個 ffmpeg 缺少必要的功能：{missing}。請安裝完整版的 ffmpeg。',
      en: 'This ffmpeg lacks what is needed: {missing}. Install a complete ffmpeg.',
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
