/** What the morning's letter says: a part for each kind of thing, each line a link that opens it. Pure. */
import type { DigestAbout, DigestLine } from '../../protocol/digest-letter.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import { type Sentence, say, type TextParams } from '../../protocol/text.ts'
import type { Layout } from '../mail/layout.ts'
import { type DateStyle, writtenDate, writtenInstant } from '../mail/school-date.ts'
import { localDate, localTime } from '../schedule/wall-clock.ts'
import type { DigestLetter } from './composing.ts'

const SUBJECT: Sentence = { 'zh-TW': '今天 {count} 件：{date}', en: 'Today: {count}, {date}' }
const SUBJECT_LATE: Sentence = {
  'zh-TW': '今天 {count} 件，逾期 {late} 件：{date}',
  en: 'Today: {count}, {late} of them late, {date}',
}

/** What each part is called, and where all of it is listed. */
const PARTS: Readonly<Record<DigestAbout, { readonly name: Sentence; readonly path: string }>> = {
  visit: { name: { 'zh-TW': '今天到校的廠商', en: 'Vendors who come today' }, path: '/#/visits' },
  duty: { name: { 'zh-TW': '公務', en: 'Duties' }, path: '/#/duties' },
  fault: { name: { 'zh-TW': '故障', en: 'Faults' }, path: '/#/faults' },
  slip: { name: { 'zh-TW': '維修單', en: 'Repair slips' }, path: '/#/slips' },
  request: { name: { 'zh-TW': '申請', en: 'Requests' }, path: '/#/requests' },
}
const MORE: Sentence = { 'zh-TW': '還有 {more} 件', en: '{more} more' }

const DUTY = {
  late: { 'zh-TW': '{name}（逾期，{due}）', en: '{name} (late: {due})' },
  today: { 'zh-TW': '{name}（今天 {time} 前）', en: '{name} (today by {time})' },
  coming: { 'zh-TW': '{name}（{due} 前）', en: '{name} (by {due})' },
} as const satisfies Readonly<Record<string, Sentence>>

const FAULT: Readonly<Record<Extract<DigestLine, { about: 'fault' }>['why'], Sentence>> = {
  'blocks-noon': { 'zh-TW': '{place} {what}（影響中午，{number}）', en: '{place}: {what} (blocks noon, {number})' },
  late: { 'zh-TW': '{place} {what}（逾期，{number}）', en: '{place}: {what} (late, {number})' },
  fresh: { 'zh-TW': '{place} {what}（新的，{number}）', en: '{place}: {what} (new, {number})' },
  due: { 'zh-TW': '{place} {what}（今天到期，{number}）', en: '{place}: {what} (due today, {number})' },
  waits: { 'zh-TW': '{place} {what}（{number}）', en: '{place}: {what} ({number})' },
  healed: {
    'zh-TW': '{place} {what}（已自行恢復，可以結案，{number}）',
    en: '{place}: {what} (healed by itself, to be closed, {number})',
  },
}
const NO_ROOM: Sentence = { 'zh-TW': '校內', en: 'The school' }

const SLIP: Readonly<Record<Extract<DigestLine, { about: 'slip' }>['why'], Sentence>> = {
  sign: { 'zh-TW': '{number} {device}：等您會簽', en: '{number} {device}: waits for your signature' },
  answer: { 'zh-TW': '{number} {device}：等我們回答', en: '{number} {device}: a question waits for our answer' },
  decide: { 'zh-TW': '{number} {device}：被退回，等我們處理', en: '{number} {device}: refused; it is ours to decide' },
  send: { 'zh-TW': '{number} {device}：還沒送出', en: '{number} {device}: not sent yet' },
}

const VISIT = {
  agreed: { 'zh-TW': '{time} {vendor} {rooms}', en: '{time} {vendor} {rooms}' },
  proposed: { 'zh-TW': '{time} {vendor} {rooms}（廠商還沒回覆）', en: '{time} {vendor} {rooms} (not confirmed)' },
} as const satisfies Readonly<Record<string, Sentence>>

const REQUEST: Readonly<Record<Extract<DigestLine, { about: 'request' }>['why'], Sentence>> = {
  late: { 'zh-TW': '{number} {what}（逾期）', en: '{number} {what} (late)' },
  due: { 'zh-TW': '{number} {what}（今天到期）', en: '{number} {what} (due today)' },
  fresh: { 'zh-TW': '{number} {what}（還沒有人接）', en: '{number} {what} (nobody’s yet)' },
  waits: { 'zh-TW': '{number} {what}', en: '{number} {what}' },
  asked: { 'zh-TW': '{number} {what}：等您回覆', en: '{number} {what}: waits for your reply' },
  answered: { 'zh-TW': '{number} {what}：已答覆，等您確認', en: '{number} {what}: answered, to be confirmed by you' },
}

interface Told {
  readonly sentence: Sentence
  readonly params: TextParams
  readonly path: string
}

const told = (line: DigestLine, date: DigestLetter['date'], style: DateStyle): Told => {
  switch (line.about) {
    case 'duty': {
      const isToday = localDate(line.dueAt, style.timeZone) === date
      return {
        sentence: DUTY[line.late ? 'late' : isToday ? 'today' : 'coming'],
        params: {
          ...{ name: line.name, time: localTime(line.dueAt, style.timeZone), due: writtenInstant(line.dueAt, style) },
        },
        path: `/#/duties?occurrence=${line.id}`,
      }
    }
    case 'fault':
      return {
        sentence: FAULT[line.why],
        params: {
          ...{ number: line.number, what: faultTitle(line, style.language) },
          place: line.room === '' ? say(NO_ROOM, style.language) : line.room,
        },
        path: `/#/faults/${line.id}`,
      }
    case 'slip':
      return {
        sentence: SLIP[line.why],
        params: { number: line.number, device: `${line.device} ${line.room}`.trim() },
        path: `/#/slips/${line.id}`,
      }
    case 'visit':
      return {
        sentence: VISIT[line.proposed ? 'proposed' : 'agreed'],
        params: {
          ...{ vendor: line.vendor, time: localTime(line.start, style.timeZone) },
          rooms: line.rooms.join(style.language === 'zh-TW' ? '、' : ', '),
        },
        path: `/#/visits/${line.id}`,
      }
    case 'request':
      return {
        sentence: REQUEST[line.why],
        params: { number: line.number, what: `${line.summary} ${line.room}`.trim() },
        path: `/#/requests/${line.id}`,
      }
    default:
      return line satisfies never
  }
}

/** @param panelAddress what links begin with; no slash at the end */
export const digestLayout = (
  { date, count, late, parts }: DigestLetter,
  style: DateStyle & { readonly panelAddress: string },
): Omit<Layout, 'foot'> => {
  const { language, panelAddress } = style
  const facts = { count, late, date: writtenDate(date, style) }
  return {
    subject: say(late === 0 ? SUBJECT : SUBJECT_LATE, language, facts),
    paragraphs: parts.map(({ about, lines, more }) => [
      { text: PARTS[about].name[language], href: null },
      ...lines.map((line) => {
        const { sentence, params, path } = told(line, date, style)
        return { text: say(sentence, language, params).trim(), href: panelAddress + path }
      }),
      ...(more === 0 ? [] : [{ text: say(MORE, language, { more }), href: panelAddress + PARTS[about].path }]),
    ]),
  }
}
