/** What letters about faults say, and their facts as a reader's language writes them. */
import { faultTitle } from '../../protocol/fault-title.ts'
import type { Letter } from '../../protocol/mail.ts'
import { type Language, say, type TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenInstant } from '../mail/school-date.ts'

export type FaultLetter = Extract<Letter, { readonly kind: `fault-${string}` }>

const FAULT = { text: { 'zh-TW': '查看這件故障', en: 'See the fault' }, path: '/#/faults/{faultId}' }
const MINE = { text: { 'zh-TW': '查看我的報修', en: 'See my faults' }, path: '/#/help' }

export const FAULT_LETTER_WORDS: Readonly<Record<FaultLetter['kind'], LetterWords>> = {
  'fault-blocks-noon': {
    subject: { 'zh-TW': '影響中午播出：{place} {what}（{number}）', en: 'Blocks noon: {place} {what} ({number})' },
    lines: [
      { 'zh-TW': '{place}：{what}。編號 {number}。', en: '{place}: {what}. Number {number}.' },
      {
        'zh-TW': '下一個節目 {due} 開始，請在那之前處理。',
        en: 'The next programme begins at {due}: see to it before then.',
      },
    ],
    link: FAULT,
  },
  'fault-overdue': {
    subject: { 'zh-TW': '故障逾期：{place} {what}（{number}）', en: 'Overdue: {place} {what} ({number})' },
    lines: [
      {
        'zh-TW': '{place}「{what}」應在 {due} 前處理，還在等我們。',
        en: '“{what}” in {place} was due at {due} and still waits for us.',
      },
    ],
    link: FAULT,
  },
  'fault-taken': {
    subject: { 'zh-TW': '報修處理中：{place} {what}（{number}）', en: 'Being looked after: {place} {what} ({number})' },
    lines: [
      {
        'zh-TW': '您報修的{place}「{what}」已經有人在處理，進度可以隨時查看。',
        en: 'Somebody is looking after “{what}” in {place}, which you reported. You can follow it at any time.',
      },
    ],
    link: MINE,
  },
  'fault-asked': {
    subject: { 'zh-TW': '直播室想請問：{place} {what}（{number}）', en: 'A question: {place} {what} ({number})' },
    lines: [
      {
        'zh-TW': '關於您報修的{place}「{what}」，直播室想請問：',
        en: 'About “{what}” in {place}, the broadcast room asks:',
      },
      { 'zh-TW': '{note}', en: '{note}' },
      {
        'zh-TW': '請用下面的連結回覆；直接回信不會有人看到。',
        en: 'Answer by the link below; nobody reads replies to this mail.',
      },
    ],
    link: { text: { 'zh-TW': '回覆', en: 'Answer' }, path: '/#/help' },
  },
  'fault-asked-again': {
    subject: {
      'zh-TW': '還在等您回覆：{place} {what}（{number}）',
      en: 'Still waiting for your answer: {place} {what} ({number})',
    },
    lines: [
      {
        'zh-TW': '您報修的{place}「{what}」還在等您回覆，收到以後才能繼續：',
        en: 'About “{what}” in {place}, which you reported, we still wait for your answer before it can go on:',
      },
      { 'zh-TW': '{note}', en: '{note}' },
      {
        'zh-TW': '請用下面的連結回覆；直接回信不會有人看到。',
        en: 'Answer by the link below; nobody reads replies to this mail.',
      },
    ],
    link: { text: { 'zh-TW': '回覆', en: 'Answer' }, path: '/#/help' },
  },
  'fault-unanswered': {
    subject: {
      'zh-TW': '問了沒有回覆：{place} {what}（{number}）',
      en: 'No answer came: {place} {what} ({number})',
    },
    lines: [
      {
        'zh-TW': '{place}「{what}」在 {asked} 問過報修人，也提醒過，到現在沒有回覆：',
        en: 'About “{what}” in {place} the reporter was asked on {asked} and reminded, and has not answered:',
      },
      { 'zh-TW': '{note}', en: '{note}' },
      {
        'zh-TW': '請直接聯絡報修人，或就現場看到的處理。',
        en: 'Call them, or go by what you find on the spot.',
      },
    ],
    link: FAULT,
  },
  'fault-repaired': {
    subject: {
      'zh-TW': '修好了，請確認：{place} {what}（{number}）',
      en: 'Repaired, please confirm: {place} {what} ({number})',
    },
    lines: [
      {
        'zh-TW': '您報修的{place}「{what}」已經修好，請試試看；還是壞的，也請告訴我們。',
        en: '“{what}” in {place}, which you reported, is repaired. Please try it, and tell us if it is still broken.',
      },
      { 'zh-TW': '處理情形：{note}', en: 'What was done: {note}' },
    ],
    link: {
      text: { 'zh-TW': '確認，或告訴我們還是壞的', en: 'Confirm, or say that it is still broken' },
      path: '/#/help',
    },
  },
  'fault-dismissed': {
    subject: { 'zh-TW': '報修不處理：{place} {what}（{number}）', en: 'Not pursued: {place} {what} ({number})' },
    lines: [
      {
        'zh-TW': '您報修的{place}「{what}」不再處理。',
        en: '“{what}” in {place}, which you reported, is not pursued.',
      },
      { 'zh-TW': '原因：{note}', en: 'Reason: {note}' },
      {
        'zh-TW': '如果還有問題，可以在「我的報修」重新開啟。',
        en: 'If it is still wrong, reopen it under “My faults”.',
      },
    ],
    link: MINE,
  },
}

type Named = Pick<
  Extract<FaultLetter, { readonly kind: 'fault-taken' }>,
  'number' | 'room' | 'title' | 'symptom' | 'cause'
>
const NO_ROOM = { 'zh-TW': '校內', en: 'the school' }

const nameParams = (fault: Named, language: Language) => ({
  number: fault.number,
  place: fault.room === '' ? say(NO_ROOM, language) : fault.room,
  what: faultTitle(fault, language),
})

export const faultLetterParams = (letter: FaultLetter, style: DateStyle): TextParams => {
  const { language } = style
  const due = 'dueAt' in letter && letter.dueAt !== null ? writtenInstant(letter.dueAt, style) : ''
  return {
    ...nameParams(letter, language),
    asked: 'asked' in letter ? writtenInstant(letter.asked, style) : '',
    ...{ faultId: letter.faultId, due, note: 'note' in letter ? letter.note : '' },
  }
}
