/** What letters about bookings say, and their facts as a reader's language writes them. */
import type { Letter } from '../../protocol/mail.ts'
import type { Sentence, TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenDate, writtenInstant } from '../mail/school-date.ts'

type BookingLetter = Extract<Letter, { readonly bookingId: string }>

const BOOKING = { text: { 'zh-TW': '查看預約', en: 'See the booking' }, path: '/#/bookings' }

export const BOOKING_LETTER_WORDS: Readonly<Record<BookingLetter['kind'], LetterWords>> = {
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
}

const WAITING: Readonly<Record<'waiting' | 'first', Sentence>> = {
  waiting: {
    'zh-TW': '這一天已有人預約，您在候補名單上；輪到您時會再通知。',
    en: 'The date is taken: you are on its waiting list and will be told when it is your turn.',
  },
  first: { 'zh-TW': '核准後會再通知您。', en: 'You will be told once it is decided.' },
}
const LAPSED: Readonly<Record<Extract<Letter, { readonly kind: 'booking-lapsed' }>['was'], Sentence>> = {
  offered: { 'zh-TW': '沒有在期限內接受。', en: 'it was not accepted in time.' },
  pending: { 'zh-TW': '到播出前沒有核准。', en: 'it was not decided before its date.' },
  waiting: { 'zh-TW': '候補沒有輪到。', en: 'its turn on the waiting list never came.' },
}
const NO_REASON: Sentence = { 'zh-TW': '沒有註明', en: 'none was given' }

export const bookingLetterParams = (letter: BookingLetter, style: DateStyle): TextParams => ({
  title: letter.title,
  date: writtenDate(letter.date, style),
  ...ownParams(letter, style),
})

/** What only letters of its kind say. */
const ownParams = (letter: BookingLetter, style: DateStyle): TextParams => {
  switch (letter.kind) {
    case 'booking-received':
    case 'booking-reopened': {
      const said = WAITING[letter.waiting ? 'waiting' : 'first']
      return { waitingZh: said['zh-TW'], waitingEn: said.en }
    }
    case 'booking-lapsed':
      return { why: LAPSED[letter.was][style.language] }
    case 'booking-to-decide':
      return { by: letter.by, note: letter.note }
    case 'booking-refused':
      return { reason: letter.reason === '' ? NO_REASON[style.language] : letter.reason }
    case 'booking-moved-up':
      return { offerUntil: letter.offerUntil === null ? '' : writtenInstant(letter.offerUntil, style) }
    default:
      return {}
  }
}
