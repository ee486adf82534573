/** What each kind of letter says, in both languages: one table. `{date}`, `{title}`… are the letter's facts, written out. */
import type { LetterKind } from '../../protocol/mail.ts'
import type { Sentence } from '../../protocol/text.ts'
import { FAULT_LETTER_WORDS } from '../faults/letter-words.ts'
import { REQUEST_LETTER_WORDS } from '../requests/letter-words.ts'
import { SLIP_LETTER_WORDS } from '../slips/letter-words.ts'
import { VISIT_LETTER_WORDS } from '../visits/letter-words.ts'

export interface LetterWords {
  readonly subject: Sentence
  /** Paragraphs; one whose parameter is empty is left out. */
  readonly lines: readonly Sentence[]
  /** What the link is called, and where in the panel it leads; null: there is nothing to open. */
  readonly link: { readonly text: Sentence; readonly path: string } | null
}

const BOOKING = { text: { 'zh-TW': '查看預約', en: 'See the booking' }, path: '/#/bookings' }

/** The morning's letter has a composer of its own. */
export const LETTER_WORDS: Readonly<Record<Exclude<LetterKind, 'digest'>, LetterWords>> = {
  ...VISIT_LETTER_WORDS,
  'booking-received': {
    subject: { 'zh-TW': '已收到預約：{title}，{date}', en: 'Booking received: {title}, {date}' },
    lines: [
      {
        'zh-TW': '我們收到您在 {date} 播放「{title}」的預約。',
        en: 'We have received your booking of “{title}” for {date}.',
      },
      { 'zh-TW': '{waitingZh}', en: '{waitingEn}' },
    ],
    link: BOOKING,
  },
  'booking-to-decide': {
    subject: { 'zh-TW': '等候核准：{title}，{date}', en: 'To be approved: {title}, {date}' },
    lines: [
      { 'zh-TW': '{by} 想在 {date} 播放「{title}」。', en: '{by} would like to show “{title}” on {date}.' },
      { 'zh-TW': '說明：{note}', en: 'Note: {note}' },
    ],
    link: { text: { 'zh-TW': '核准或不核准', en: 'Approve or refuse' }, path: '/#/bookings' },
  },
  'booking-approved': {
    subject: { 'zh-TW': '已核准：{title}，{date}', en: 'Approved: {title}, {date}' },
    lines: [
      {
        'zh-TW': '您預約的「{title}」將在 {date} 播出。',
        en: 'Your booking is approved: “{title}” will be shown on {date}.',
      },
    ],
    link: BOOKING,
  },
  'booking-refused': {
    subject: { 'zh-TW': '未核准：{title}，{date}', en: 'Not approved: {title}, {date}' },
    lines: [
      {
        'zh-TW': '您在 {date} 播放「{title}」的預約沒有核准。',
        en: 'Your booking of “{title}” for {date} was not approved.',
      },
      { 'zh-TW': '原因：{reason}', en: 'Reason: {reason}' },
    ],
    link: BOOKING,
  },
  'booking-moved-up': {
    subject: { 'zh-TW': '輪到您了：{title}，{date}', en: 'Your turn: {title}, {date}' },
    lines: [
      {
        'zh-TW': '{date} 空出來了，可以播放您候補的「{title}」。',
        en: '{date} is free now for “{title}”, which you were waiting to show.',
      },
      {
        'zh-TW': '請在 {offerUntil} 以前接受，之後會讓給下一位。',
        en: 'Accept it before {offerUntil}; after that it goes to the next in line.',
      },
    ],
    link: { text: { 'zh-TW': '接受這一天', en: 'Accept this date' }, path: '/#/bookings' },
  },
  'booking-withdrawn': {
    subject: { 'zh-TW': '預約已撤回：{title}，{date}', en: 'Booking withdrawn: {title}, {date}' },
    lines: [
      {
        'zh-TW': '直播室撤回了您在 {date} 播放「{title}」的預約。若有疑問，請聯絡直播室。',
        en: 'The broadcast room withdrew your booking of “{title}” for {date}. Ask there if this surprises you.',
      },
    ],
    link: BOOKING,
  },
  'booking-lapsed': {
    subject: { 'zh-TW': '預約已失效：{title}，{date}', en: 'Booking lapsed: {title}, {date}' },
    lines: [
      {
        'zh-TW': '您在 {date} 播放「{title}」的預約已經失效：{why}',
        en: 'Your booking of “{title}” for {date} has lapsed: {why}',
      },
      { 'zh-TW': '可以另外預約其他星期五。', en: 'Another Friday can be booked.' },
    ],
    link: BOOKING,
  },
  'booking-reopened': {
    subject: { 'zh-TW': '結果已收回：{title}，{date}', en: 'Decision taken back: {title}, {date}' },
    lines: [
      {
        'zh-TW': '先前通知您的 {date}「{title}」結果已收回。',
        en: 'What you were told of “{title}” on {date} was taken back.',
      },
      { 'zh-TW': '{waitingZh}', en: '{waitingEn}' },
    ],
    link: BOOKING,
  },
  'booking-reminder': {
    subject: { 'zh-TW': '提醒：{date} 播放「{title}」', en: 'Reminder: “{title}” on {date}' },
    lines: [
      { 'zh-TW': '您預約的「{title}」將在 {date} 播出。', en: '“{title}”, which you booked, will be shown on {date}.' },
    ],
    link: BOOKING,
  },
  'noon-alarm': {
    subject: { 'zh-TW': '中午可能播不出來：{title}，{start}', en: 'Noon is not safe: {title}, {start}' },
    lines: [
      {
        'zh-TW': '{start} 的「{title}」：{total} 台電視中有 {ready} 台就緒，還沒有人查看。',
        en: '“{title}” at {start}: {ready} of {total} TVs are ready, and nobody has looked yet.',
      },
      { 'zh-TW': '需要處理：{rooms}', en: 'These need someone: {rooms}' },
    ],
    link: { text: { 'zh-TW': '查看播出頁', en: 'See what is on the air' }, path: '/#/' },
  },
  'licence-ending': {
    subject: { 'zh-TW': '授權即將到期：{title}，{until}', en: 'Licence ending: {title}, {until}' },
    lines: [
      {
        'zh-TW': '「{title}」的公播授權到 {until} 為止，之後不會再播出。',
        en: 'The public-screening licence of “{title}” ends on {until}; after that it is not shown any more.',
      },
    ],
    link: { text: { 'zh-TW': '查看節目', en: 'See the programme' }, path: '/#/library' },
  },
  'backup-failing': {
    subject: { 'zh-TW': '備份沒有成功', en: 'The safety copy could not be made' },
    lines: [
      { 'zh-TW': '{trouble}', en: '{trouble}' },
      { 'zh-TW': '最近一份完好的備份：{newest}', en: 'The last good copy: {newest}' },
      { 'zh-TW': '一小時後會自動再試。', en: 'It is tried again in an hour.' },
    ],
    link: { text: { 'zh-TW': '查看備份', en: 'See the copies' }, path: '/#/settings' },
  },
  'duty-late': {
    subject: { 'zh-TW': '公務逾期：{duty}', en: 'Late: {duty}' },
    lines: [
      {
        'zh-TW': '「{duty}」應在 {due} 完成，到現在還沒有做，也沒有說明原因。',
        en: '“{duty}” was to be done by {due}. It is still open, and nobody has said why.',
      },
    ],
    link: { text: { 'zh-TW': '看是誰負責', en: 'See who looks after it' }, path: '/#/duties' },
  },
  'duty-missed': {
    subject: { 'zh-TW': '公務沒做：{duty}（{due}）', en: 'Missed: {duty}, {due}' },
    lines: [
      {
        'zh-TW': '「{duty}」應在 {due} 完成，沒有人做，時間也過了，已不能補做。今年的紀錄記為「沒做」。',
        en: '“{duty}” was to be done by {due}. Nobody did it, and its time is over. It counts as missed in this year’s record.',
      },
    ],
    link: { text: { 'zh-TW': '看是誰負責', en: 'See who looked after it' }, path: '/#/duties' },
  },
  'duty-asked': {
    subject: { 'zh-TW': '請提供資料：{duty}（{due} 前）', en: 'Please supply: {duty}, by {due}' },
    lines: [
      { 'zh-TW': '{office} 您好：', en: 'To {office}:' },
      { 'zh-TW': '{again}', en: '{again}' },
      {
        'zh-TW': '圖書館資訊媒體組辦理「{duty}」，需要貴單位提供：',
        en: 'For “{duty}” the information and media section needs from your office:',
      },
      { 'zh-TW': '{what}', en: '{what}' },
      {
        'zh-TW': '我們要在 {due} 前完成。請用下面的連結回覆，不需要帳號；連結只能用一次。',
        en: 'It has to be complete by {due}. Answer by the link below; no account is needed, and it works once.',
      },
    ],
    link: { text: { 'zh-TW': '回覆', en: 'Answer' }, path: '{path}' },
  },
  invitation: {
    subject: { 'zh-TW': '{school}的播出系統邀請您', en: 'An invitation to the broadcast system of {school}' },
    lines: [
      {
        'zh-TW': '{name} 您好：已為您建立帳號。請用下面的連結設定密碼，連結只能用一次，{expiresAt} 失效。',
        en: 'Hello {name}: an account was made for you. Choose a password by the link below; it works once, until {expiresAt}.',
      },
    ],
    link: { text: { 'zh-TW': '設定密碼', en: 'Choose a password' }, path: '{path}' },
  },
  'way-back': {
    subject: { 'zh-TW': '重設密碼：{school}的播出系統', en: 'A new password for the broadcast system of {school}' },
    lines: [
      {
        'zh-TW': '{name} 您好：請用下面的連結設定新密碼，連結只能用一次，{expiresAt} 失效。',
        en: 'Hello {name}: choose a new password by the link below; it works once, until {expiresAt}.',
      },
      {
        'zh-TW': '不是您要求的？不必理會這封信，原來的密碼照常可用。',
        en: 'You did not ask for it? Leave this mail alone: your password stays as it is.',
      },
    ],
    link: { text: { 'zh-TW': '設定新密碼', en: 'Choose a new password' }, path: '{path}' },
  },
  ...SLIP_LETTER_WORDS,
  ...FAULT_LETTER_WORDS,
  ...REQUEST_LETTER_WORDS,
}
