/**
 * Why something is, or is not, on the air (rules R2, R6): every code with its sentence in both languages.
 * A chain of reasons reads from left to right: “Friday slot → no approved booking → news → …”.
 */
import type { Reason } from './rundown.ts'
import { type Language, type Sentence, say } from './text.ts'

export const REASONS = {
  // The slot that asks for the time.
  'slot-weekday': { 'zh-TW': '{weekday}時段「{slot}」', en: '{weekday} slot “{slot}”' },
  'slot-date': { 'zh-TW': '指定日期的時段「{slot}」', en: 'slot “{slot}”, set for this date' },
  'make-up-day': { 'zh-TW': '這天照{weekday}的節目表', en: 'this day follows {weekday}’s timetable' },
  'slot-moved': { 'zh-TW': '這天改在 {from}–{until}', en: 'moved to {from}–{until} on this date' },
  'slot-replaced': { 'zh-TW': '這天改播指定節目', en: 'another programme was chosen for this date' },
  'slot-cancelled': { 'zh-TW': '這天的時段已取消', en: 'cancelled on this date' },
  note: { 'zh-TW': '{note}', en: '{note}' },

  // What kind of day it is.
  'day-weekend': { 'zh-TW': '{weekday}不上課', en: 'no school on {weekday}' },
  'day-holiday': { 'zh-TW': '放假', en: 'holiday' },
  'day-exam': { 'zh-TW': '考試日，不播節目', en: 'exam day without programmes' },
  'day-event': { 'zh-TW': '學校活動日，不播節目', en: 'school event without programmes' },
  'day-suspended': { 'zh-TW': '停課', en: 'classes are suspended' },
  'day-pattern-unknown': {
    'zh-TW': '補課日，但行事曆沒有寫照星期幾的節目表',
    en: 'make-up day, but the calendar does not say which weekday’s timetable it follows',
  },
  'outside-term': { 'zh-TW': '不在學期中', en: 'outside the school term' },
  'no-slot': { 'zh-TW': '節目表在這個時間沒有節目', en: 'nothing in the timetable at this time' },

  // Booked films (C3).
  booking: { 'zh-TW': '核准的預約「{title}」', en: 'approved booking “{title}”' },
  'booking-none': { 'zh-TW': '沒有核准的預約', en: 'no approved booking' },
  'booking-pending': { 'zh-TW': '預約「{title}」還沒核准', en: 'the booking “{title}” is not approved yet' },
  'booking-refused': { 'zh-TW': '預約「{title}」未獲核准', en: 'the booking “{title}” was refused' },
  'booking-other-audience': {
    'zh-TW': '預約「{title}」是給其他班級的',
    en: 'the booking “{title}” is for other classes',
  },
  'booking-not-licensed': {
    'zh-TW': '預約「{title}」的公播授權在 {date} 無效',
    en: 'the licence of the booking “{title}” is not valid on {date}',
  },
  'booking-not-ready': {
    'zh-TW': '預約的「{title}」到 {time} 還沒備妥（{state}）',
    en: 'the booked “{title}” was not prepared by {time} ({state})',
  },

  // What an approver is told of a booking before deciding.
  'booking-no-slot': { 'zh-TW': '{date}沒有播預約影片的時段', en: 'no slot for booked films on {date}' },
  'booking-date-held': { 'zh-TW': '{date}已核准「{title}」', en: '“{title}” is already approved for {date}' },
  'booking-film-not-ready': {
    'zh-TW': '「{title}」還沒備妥（{state}）',
    en: '“{title}” is not prepared yet ({state})',
  },
  'booking-film-awaited': {
    'zh-TW': '「{title}」還沒進片庫，預計 {date} 送到',
    en: '“{title}” is not in the library yet; it is to come on {date}',
  },
  'booking-film-late': {
    'zh-TW': '「{title}」預計 {date} 才送到，來不及播出',
    en: '“{title}” is to come only on {date}, too late to be shown',
  },
  'booking-film-length': {
    'zh-TW': '片長和預約時說的差了 {over}',
    en: 'the film’s length differs by {over} from what the booking said',
  },
  'booking-licence-unknown': { 'zh-TW': '還不知道有沒有公播授權', en: 'it is not known whether there is a licence' },

  // News (C1).
  'try-news': { 'zh-TW': '改播新聞', en: 'news' },
  news: { 'zh-TW': '當天新聞「{title}」', en: 'that day’s news “{title}”' },
  'news-missing': { 'zh-TW': '到 {time} 沒有當天的新聞檔', en: 'no news file by {time}' },
  'news-not-ready': {
    'zh-TW': '新聞「{title}」到 {time} 還沒備妥（{state}）',
    en: 'the news “{title}” was not prepared by {time} ({state})',
  },
  'latest-news': { 'zh-TW': '{date}的新聞「{title}」', en: 'the news of {date}, “{title}”' },
  'latest-news-none': { 'zh-TW': '前 {days} 天內也沒有新聞', en: 'no news in the {days} days before either' },

  // Films in instalments (C2).
  series: {
    'zh-TW': '「{series}」第 {episode} 集，從 {position} 接著播',
    en: '“{series}”, part {episode}, from {position}',
  },
  'series-missing': { 'zh-TW': '指定的影集已不存在', en: 'the chosen film series no longer exists' },
  'series-empty': { 'zh-TW': '「{series}」還沒有放入影片', en: '“{series}” has no film in it yet' },
  'series-finished': { 'zh-TW': '「{series}」已全部播完', en: '“{series}” has been shown to its end' },
  'series-not-ready': {
    'zh-TW': '「{series}」的下一集「{title}」到 {time} 還沒備妥（{state}）',
    en: 'the next part of “{series}”, “{title}”, was not prepared by {time} ({state})',
  },
  'series-unconfirmed': {
    'zh-TW': '沒有教室回報播出，下次從同一處開始',
    en: 'no classroom confirmed it, so next time starts at the same place',
  },
  'series-unrecorded': { 'zh-TW': '這一段沒有播出紀錄', en: 'there is no record of what was shown' },
  'next-item': { 'zh-TW': '接著播「{title}」', en: 'then “{title}”' },

  // Chosen programmes (C4) and the end of the chain (C5).
  media: { 'zh-TW': '指定節目「{title}」', en: 'the chosen programme “{title}”' },
  'media-missing': { 'zh-TW': '指定的節目已不在片庫', en: 'the chosen programme is no longer in the library' },
  'media-not-ready': {
    'zh-TW': '「{title}」到 {time} 還沒備妥（{state}）',
    en: '“{title}” was not prepared by {time} ({state})',
  },
  'source-none': { 'zh-TW': '這個時段沒有設定節目', en: 'no programme is set for this slot' },
  slate: { 'zh-TW': '顯示待機畫面', en: 'the slate' },

  // Length (C6).
  'ends-with-slot': {
    'zh-TW': '節目比時段長，結尾 {over} 不會播出',
    en: 'longer than its slot: the last {over} is not shown',
  },
  'continues-next-time': { 'zh-TW': '下次從 {position} 接著播', en: 'goes on from {position} next time' },
  'ends-with-scene': {
    'zh-TW': '{time} 在換景處結束，之後顯示待機畫面',
    en: 'ends with a scene at {time}, then the slate',
  },
  'shorter-than-slot': { 'zh-TW': '{time} 播完，之後顯示待機畫面', en: 'over at {time}, then the slate' },
  'programme-over': { 'zh-TW': '節目已播完', en: 'the programme is over' },

  // When programmes meet (P1–P4).
  emergency: { 'zh-TW': '緊急廣播「{title}」', en: 'emergency: “{title}”' },
  held: { 'zh-TW': '操作員暫停了節目', en: 'put on hold by the operator' },
  'ended-early': { 'zh-TW': '操作員提早結束了節目', en: 'ended early by the operator' },
  skipped: { 'zh-TW': '操作員這次不播「{title}」', en: 'the operator skipped “{title}”' },
  replayed: { 'zh-TW': '「{title}」在這間教室再播一次', en: '“{title}” again in this room' },
  extended: { 'zh-TW': '操作員延長了節目', en: 'extended by the operator' },
  'cut-in': { 'zh-TW': '插播「{title}」', en: 'cut in: “{title}”' },
  resumed: { 'zh-TW': '中斷後從停下的地方接著播', en: 'resumed where it was interrupted' },
  rejoined: { 'zh-TW': '中斷後回到進行中的節目', en: 'rejoined in progress after an interruption' },
} as const satisfies Readonly<Record<string, Sentence>>
export type ReasonCode = keyof typeof REASONS

/** A reason of the table; a code that is not there does not compile. */
export const reason = (code: ReasonCode, params: Reason['params'] = {}): Reason => ({ code, params })

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  'zh-TW': ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const STATES: Readonly<Record<string, Sentence>> = {
  queued: { 'zh-TW': '排隊中', en: 'waiting' },
  preparing: { 'zh-TW': '準備中', en: 'being prepared' },
  refused: { 'zh-TW': '無法使用', en: 'refused' },
  late: { 'zh-TW': '太晚備妥', en: 'ready too late' },
}

/** ISO weekday of a proleptic Gregorian date by Sakamoto's congruence: 1 Monday … 7 Sunday. */
const weekdayOf = (year: number, month: number, day: number): number => {
  const shifted = month < 3 ? year - 1 : year
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  const monthShift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0
  return ((shifted + leaps + monthShift + day + 6) % 7) + 1
}

const sayDate = (text: string, language: Language): string => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const weekday = WEEKDAYS[language][weekdayOf(year, month, day) - 1] ?? ''
  return language === 'zh-TW'
    ? `${month}/${day}（${weekday}）`
    : `${weekday.slice(0, 3)} ${day} ${MONTHS[month - 1] ?? ''}`
}

/** How a parameter is spoken; by its name, so that a code's parameters stay plain data. */
const sayParam = (name: string, value: string | number, language: Language): string | number => {
  if (name === 'weekday')
    return `${language === 'zh-TW' ? '週' : ''}${WEEKDAYS[language][Number(value) - 1] ?? String(value)}`
  if (name === 'date') return sayDate(String(value), language)
  if (name === 'state') return STATES[String(value)]?.[language] ?? value
  return value
}

const isKnown = (code: string): code is ReasonCode => Object.hasOwn(REASONS, code)

/** One reason in words. A code from a newer server is shown as it is. */
export const sayReason = (given: Reason, language: Language): string => {
  if (!isKnown(given.code)) return given.code
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(given.params)) params[name] = sayParam(name, value, language)
  return say(REASONS[given.code], language, params)
}

/** The chain in words, with arrows between (rule R2). */
export const sayReasons = (given: readonly Reason[], language: Language): string =>
  given.map((each) => sayReason(each, language)).join(' → ')
