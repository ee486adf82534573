/** What letters about repair slips say, in both languages. */
import type { Letter } from '../../protocol/mail.ts'
import { type Sentence, say, type TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenInstant } from '../mail/school-date.ts'

export type SlipLetter = Extract<Letter, { readonly slipId: string }>

const SLIP = { text: { 'zh-TW': '查看維修單', en: 'See the repair slip' }, path: '/#/slips/{slipId}' }
const ABOUT: Sentence = {
  'zh-TW': '維修單 {number}：{device}（{room}），估價 NT$ {estimate}。',
  en: 'Repair slip {number}: {device} ({room}), estimate NT$ {estimate}.',
}
const TO_SIGN = {
  'zh-TW': '請會簽維修單 {number}：{device}',
  en: 'Your signature, please: repair slip {number}, {device}',
}
const ASKED = { 'zh-TW': '{lead}', en: '{lead}' }
const ANSWER = { 'zh-TW': '直播室的回答：{said}', en: 'The broadcast room answers: {said}' }

export const SLIP_LETTER_WORDS: Readonly<Record<SlipLetter['kind'], LetterWords>> = {
  'slip-to-sign': {
    subject: TO_SIGN,
    lines: [ASKED, ABOUT, ANSWER],
    link: { text: { 'zh-TW': '閱讀並簽名', en: 'Read and sign' }, path: '/#/slips/{slipId}' },
  },
  'slip-link': {
    subject: TO_SIGN,
    lines: [
      ASKED,
      ABOUT,
      ANSWER,
      {
        'zh-TW': '下面的連結只給{office}使用，只能簽一次，{expiresAt} 失效。',
        en: 'The link below is for {office} alone and one signature, until {expiresAt}.',
      },
    ],
    link: { text: { 'zh-TW': '閱讀並簽名', en: 'Read and sign' }, path: '{path}' },
  },
  'slip-asked': {
    subject: { 'zh-TW': '{office}對維修單 {number} 有問題', en: '{office} asks about repair slip {number}' },
    lines: [
      ASKED,
      { 'zh-TW': '問題：{question}', en: 'Question: {question}' },
      { 'zh-TW': '維修單 {number}：{device}（{room}）。', en: 'Repair slip {number}: {device} ({room}).' },
    ],
    link: { text: { 'zh-TW': '回答', en: 'Answer' }, path: '/#/slips/{slipId}' },
  },
  'slip-signed': {
    subject: { 'zh-TW': '維修單 {number} 已簽畢：{device}', en: 'Repair slip {number} is signed: {device}' },
    lines: [
      {
        'zh-TW': '所有單位都簽了維修單 {number}：{device}（{room}）。可以叫廠商了。',
        en: 'Every office has signed repair slip {number}: {device} ({room}). The vendor can be called.',
      },
    ],
    link: SLIP,
  },
  'slip-refused': {
    subject: { 'zh-TW': '{office}不同意維修單 {number}', en: '{office} refused repair slip {number}' },
    lines: [
      {
        'zh-TW': '{office}不同意維修單 {number}：{device}（{room}）。',
        en: '{office} refused repair slip {number}: {device} ({room}).',
      },
      { 'zh-TW': '原因：{reason}', en: 'Reason: {reason}' },
    ],
    link: SLIP,
  },
  'slip-void': {
    subject: {
      'zh-TW': '{office}在維修單 {number} 的簽名不再算數',
      en: 'Repair slip {number}: what {office} signed counts no more',
    },
    lines: [{ 'zh-TW': '{lead}', en: '{lead}' }],
    link: SLIP,
  },
}

const LEADS = {
  first: {
    'zh-TW': '請{office}會簽一張維修單。',
    en: 'A repair slip waits for the signature of {office}.',
  },
  again: {
    'zh-TW': '這張維修單改過了，要重新會簽，請{office}再看一次。',
    en: 'This repair slip was changed and goes round again: it waits for {office}.',
  },
  answered: {
    'zh-TW': '{office}的問題已經有回答，維修單在等您簽名。',
    en: 'The question of {office} was answered; the repair slip waits for your signature.',
  },
  reminder: {
    'zh-TW': '提醒：這張維修單還在等{office}會簽。',
    en: 'A reminder: this repair slip still waits for {office}.',
  },
  asked: { 'zh-TW': '{office}簽名前想先問清楚。', en: '{office} would like to know something before it signs.' },
  stillAsked: {
    'zh-TW': '提醒：{office}的問題還沒有人回答，維修單停在這裡。',
    en: 'A reminder: nobody has answered {office} yet, and the repair slip waits.',
  },
  changed: {
    'zh-TW': '{office}簽過的維修單 {number}（{device}）內容改了，原來的簽名不再算數，輪到時會再請您簽。',
    en: 'Repair slip {number} ({device}), which {office} had signed, was changed: that signature counts no more, and you will be asked again.',
  },
  withdrawn: {
    'zh-TW': '{office}簽過的維修單 {number}（{device}）已由直播室撤回，不必再做什麼。',
    en: 'Repair slip {number} ({device}), which {office} had signed, was withdrawn by the broadcast room. There is nothing to do.',
  },
} as const satisfies Readonly<Record<string, Sentence>>

const leadOf = (letter: SlipLetter): keyof typeof LEADS | null => {
  switch (letter.kind) {
    case 'slip-to-sign':
    case 'slip-link':
      return letter.why
    case 'slip-asked':
      return letter.isReminder ? 'stillAsked' : 'asked'
    case 'slip-void':
      return letter.isWithdrawn ? 'withdrawn' : 'changed'
    default:
      return null
  }
}

/** The facts of a slip's letter, each as the reader's language writes it. */
export const slipParams = (letter: SlipLetter, style: DateStyle): TextParams => {
  const { kind: _kind, ...told } = letter
  const facts: TextParams = Object.fromEntries(
    Object.entries(told).filter((entry): entry is [string, string | number] => typeof entry[1] !== 'boolean'),
  )
  const lead = leadOf(letter)
  return {
    ...facts,
    room: letter.room === '' ? { 'zh-TW': '地點未填', en: 'no room given' }[style.language] : letter.room,
    ...('estimate' in letter ? { estimate: letter.estimate.toLocaleString('en') } : {}),
    ...('expiresAt' in letter ? { expiresAt: writtenInstant(letter.expiresAt, style) } : {}),
    ...(lead === null ? {} : { lead: say(LEADS[lead], style.language, facts) }),
  }
}
