/** What is read to a vendor on the telephone, or written in a letter. Pure. */
import { type Language, type Sentence, say } from '../../protocol/text.ts'
import type { CallItem } from '../../protocol/vendor.ts'

const GREETING: Sentence = {
  'zh-TW': '您好，這裡是{school}圖書館資訊媒體組。有 {count} 件要請{vendor}到校維修：',
  en: 'Hello, this is the media section of {school}. We ask {vendor} to come and repair the following ({count}):',
}
const ITEM: Sentence = { 'zh-TW': '{place}{title}（報修 {number}）', en: '{place}{title} (fault {number})' }
const DEVICE: Sentence = { 'zh-TW': '設備：{device}', en: 'Device: {device}' }
const WARRANTY: Readonly<Record<'yes' | 'no', Sentence>> = {
  yes: { 'zh-TW': '還在保固期內。', en: 'It is under warranty.' },
  no: { 'zh-TW': '已經過保固期。', en: 'Its warranty has ended.' },
}
const URGENT: Sentence = {
  'zh-TW': '標「急」的會影響下一次中午的播出。',
  en: 'What is marked URGENT stops the next noon programme.',
}
const MARK: Sentence = { 'zh-TW': '【急】', en: 'URGENT: ' }
const PROMISE: Sentence = {
  'zh-TW': '依合約「{title}」，請在 {hours} 個上班小時內到校。',
  en: 'By the contract “{title}” somebody comes within {hours} school hours.',
}
const QUESTION: Sentence = {
  'zh-TW': '請問最快哪一天、幾點可以到校？',
  en: 'On which day and at what time can you be here at the earliest?',
}

const WITHDRAWN: Sentence = {
  'zh-TW': '您好，這裡是{school}圖書館資訊媒體組。先前請{vendor}到校維修的這 {count} 件不用來了：',
  en: 'Hello, this is the media section of {school}. {vendor} need not come for the following after all ({count}):',
}
const SORRY: Sentence = { 'zh-TW': '造成不便，請見諒。', en: 'We are sorry for the trouble.' }

export interface CallWords {
  readonly school: string
  readonly vendor: string
  readonly items: readonly CallItem[]
  /** The contract that promises a time; null: none does. */
  readonly promise: { readonly title: string; readonly hours: number } | null
  readonly language: Language
}

export const callWords = ({ school, vendor, items, promise, language }: CallWords): string => {
  const lines = items.map((item, place) => `${place + 1}. ${itemWords(item, language)}`)
  const urgent = items.some(({ severity }) => severity === 'blocks-noon') ? [URGENT[language]] : []
  const promised = promise === null ? [] : [say(PROMISE, language, promise)]
  const greeting = say(GREETING, language, { school, vendor, count: items.length })
  return [greeting, ...lines, ...urgent, ...promised, QUESTION[language]].join('\n')
}

/** What is written when a call is taken back. */
export const withdrawnWords = ({ school, vendor, items, language }: Omit<CallWords, 'promise'>): string => {
  const lines = items.map((item, place) => `${place + 1}. ${placeWords(item, language)}`)
  return [say(WITHDRAWN, language, { school, vendor, count: items.length }), ...lines, SORRY[language]].join('\n')
}

const placeWords = (item: CallItem, language: Language): string => {
  const place = item.room === '' ? '' : `${item.room}${language === 'zh-TW' ? '：' : ': '}`
  return say(ITEM, language, { place, title: item.title, number: item.number })
}

const itemWords = (item: CallItem, language: Language): string => {
  const mark = item.severity === 'blocks-noon' ? MARK[language] : ''
  const device = item.device === '' ? [] : [say(DEVICE, language, { device: item.device })]
  const warranty = item.warranty === null ? [] : [WARRANTY[item.warranty ? 'yes' : 'no'][language]]
  return [`${mark}${placeWords(item, language)}`, ...device, ...warranty]
    .join(language === 'zh-TW' ? '。' : '. ')
    .replaceAll('。。', '。')
}
