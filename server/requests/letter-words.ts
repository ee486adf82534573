/** What letters about requests say, in both languages. */
import type { Letter } from '../../protocol/mail.ts'
import { REQUEST_KINDS } from '../../protocol/request-kinds.ts'
import type { Sentence, TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenInstant } from '../mail/school-date.ts'

export type RequestLetter = Extract<Letter, { readonly kind: `request-${string}` }>

const SEE = { text: { 'zh-TW': '查看申請', en: 'See the request' }, path: '/#/requests/{requestId}' }
const REPLY = { text: { 'zh-TW': '到這裡回覆', en: 'Reply here' }, path: '/#/requests/{requestId}' }
const NOT_READ: Sentence = {
  'zh-TW': '回這封信我們收不到，請按下面的連結回覆。',
  en: 'Replies to this mail are not read: please use the link below.',
}
const SAYS: Sentence = { 'zh-TW': '{by}：{words}', en: '{by}: {words}' }
const about = (zh: string, en: string): Sentence => ({
  'zh-TW': `${zh}：{summary}（{number}）`,
  en: `${en}: {summary} ({number})`,
})

export const REQUEST_LETTER_WORDS: Readonly<Record<RequestLetter['kind'], LetterWords>> = {
  'request-received': {
    subject: about('已收到申請', 'Request received'),
    lines: [
      {
        'zh-TW': '我們收到您的申請「{summary}」，編號 {number}。{paceZh}',
        en: 'We have your request “{summary}”, number {number}. {paceEn}',
      },
      { 'zh-TW': '處理到哪裡，隨時可以在下面的連結看到。', en: 'The link below shows where it stands at any time.' },
    ],
    link: SEE,
  },
  'request-asked': {
    subject: about('請回覆', 'A question'),
    lines: [
      { 'zh-TW': '您的申請「{summary}」需要您補充：', en: 'About your request “{summary}” we need to know:' },
      SAYS,
      NOT_READ,
    ],
    link: REPLY,
  },
  'request-asked-again': {
    subject: about('還在等您回覆', 'Still waiting for your reply'),
    lines: [
      {
        'zh-TW': '您的申請「{summary}」還在等您回覆，收到以後才能繼續：',
        en: 'Your request “{summary}” still waits for your reply before it can go on:',
      },
      SAYS,
      NOT_READ,
    ],
    link: REPLY,
  },
  'request-answered': {
    subject: about('已答覆', 'Answered'),
    lines: [
      { 'zh-TW': '您的申請「{summary}」已經答覆：', en: 'Your request “{summary}” is answered:' },
      SAYS,
      {
        'zh-TW': '好了請按「好了」，還沒好請說哪裡不對；{silentDays} 天沒有回應就算完成。回這封信我們收不到。',
        en: 'Say there that it is good, or what is not; after {silentDays} days of silence it counts as done. Replies to this mail are not read.',
      },
    ],
    link: { text: { 'zh-TW': '確認，或說還沒好', en: 'Confirm, or say what is not good' }, path: SEE.path },
  },
  'request-said': {
    subject: about('新留言', 'A message'),
    lines: [SAYS, NOT_READ],
    link: REPLY,
  },
  'request-merged': {
    subject: about('合併處理', 'Dealt with together'),
    lines: [
      {
        'zh-TW': '您的申請「{summary}」（{number}）與 {other} 是同一件事，會一起處理，答覆也會通知您。',
        en: 'Your request “{summary}” ({number}) is the same as {other}. They are dealt with together, and you are told the answer.',
      },
    ],
    link: SEE,
  },
  'request-handed-on': {
    subject: about('轉為報修', 'Now a repair'),
    lines: [
      {
        'zh-TW': '您的申請「{summary}」需要維修，已轉為報修，內容和檔案都一起帶過去了。',
        en: 'Your request “{summary}” needs a repair and goes on as a fault, with its words and files.',
      },
    ],
    link: SEE,
  },
  'request-filed': {
    subject: about('新申請', 'New request'),
    lines: [
      { 'zh-TW': '{by} 提出「{summary}」。種類：{kindZh}', en: '{by} asks: “{summary}”. Kind: {kindEn}' },
      { 'zh-TW': '教室：{room}', en: 'Room: {room}' },
    ],
    link: { text: { 'zh-TW': '查看並接手', en: 'See it, and take it' }, path: SEE.path },
  },
  'request-replied': {
    subject: about('申請人回覆', 'The requester says'),
    lines: [SAYS, NOT_READ],
    link: REPLY,
  },
  'request-unanswered': {
    subject: about('問了沒有回覆', 'No answer came'),
    lines: [
      {
        'zh-TW': '「{summary}」在 {asked} 問過申請人，也提醒過，到現在沒有回覆：',
        en: 'About “{summary}” the requester was asked on {asked} and reminded, and has not replied:',
      },
      SAYS,
      {
        'zh-TW': '請直接聯絡申請人，或就手上的資料答覆。',
        en: 'Call them, or answer with what is known.',
      },
    ],
    link: SEE,
  },
  'request-reopened': {
    subject: about('還沒好，已重開', 'Not good yet'),
    lines: [
      { 'zh-TW': '{by} 重開了「{summary}」（{number}）。', en: '{by} took “{summary}” ({number}) up again.' },
      { 'zh-TW': '{words}', en: '{words}' },
    ],
    link: REPLY,
  },
}

/** The facts, each as the reader's language writes it. */
export const requestLetterParams = (letter: RequestLetter, style: DateStyle): TextParams => {
  const { requestId, number, summary } = letter
  const told = { requestId, number, summary }
  switch (letter.kind) {
    case 'request-received':
      return { ...told, ...paceOf(letter) }
    case 'request-merged':
      return { ...told, other: letter.other }
    case 'request-handed-on':
      return told
    case 'request-filed': {
      const { name } = REQUEST_KINDS[letter.what]
      return { ...told, by: letter.by, room: letter.room, kindZh: name['zh-TW'], kindEn: name.en }
    }
    case 'request-answered':
      return { ...told, by: letter.by, words: letter.words, silentDays: letter.silentDays }
    case 'request-unanswered':
      return { ...told, by: letter.by, words: letter.words, asked: writtenInstant(letter.asked, style) }
    default:
      return { ...told, by: letter.by, words: letter.words }
  }
}

const paceOf = ({ days, usual }: { readonly days: number; readonly usual: boolean }) =>
  usual && days < 1
    ? { paceZh: '這類申請通常當天答覆。', paceEn: 'Such requests are usually answered the same day.' }
    : {
        paceZh: usual ? `這類申請通常 ${days} 個上課日。` : `我們會在 ${days} 個上課日內答覆。`,
        paceEn: usual
          ? `Such requests usually take ${days} school days.`
          : `It is answered within ${days} school days.`,
      }
