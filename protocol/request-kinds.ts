/** What can be asked of the section, and what each kind needs to be told: one table for the form, the server and the letters. */
import { type Static, Type } from 'typebox'
import type { Sentence } from './text.ts'

export const RequestKind = Type.Union([
  Type.Literal('computer'),
  Type.Literal('mail-account'),
  Type.Literal('mail-quota'),
  Type.Literal('mail-password'),
  Type.Literal('mail-question'),
  Type.Literal('antivirus'),
  Type.Literal('library-page'),
  Type.Literal('school-page'),
  Type.Literal('other'),
])
export type RequestKind = Static<typeof RequestKind>

/** `line`: one line. `words`: several. `number`: digits. A field of a request is text either way. */
export interface RequestField {
  readonly name: string
  readonly type: 'line' | 'words' | 'number'
  readonly isRequired: boolean
  /** Characters. */
  readonly longest: number
  readonly label: Sentence
  /** What a good answer looks like. */
  readonly hint?: Sentence
}

export interface KindOfRequest {
  /** Of the procedure that it belongs to; null: of none. */
  readonly procedure: string | null
  readonly name: Sentence
  /** One line under the name, so that the right kind is found at first sight. */
  readonly lead: Sentence
  readonly summary: Sentence
  readonly room: 'required' | 'optional' | 'none'
  /** A day by which it must be done; pages are published by one. */
  readonly wantedOn: 'publish-by' | 'none'
  /** School days in which it is answered, unless a day is asked for. */
  readonly targetDays: number
  readonly fields: readonly RequestField[]
}

const ADDRESS: RequestField = {
  name: 'address',
  type: 'line',
  isRequired: true,
  longest: 254,
  label: { 'zh-TW': '信箱地址', en: 'Mail address' },
}
const EXTENSION: RequestField = {
  name: 'extension',
  type: 'line',
  isRequired: true,
  longest: 40,
  label: { 'zh-TW': '您的分機', en: 'Your extension' },
  hint: {
    'zh-TW': '我們會打這支分機確認是您本人，新密碼當面或在電話裡設定。',
    en: 'We call it to make sure that it is you; the new password is set face to face or on the telephone.',
  },
}
const page = (procedure: string, name: Sentence, lead: Sentence): KindOfRequest => ({
  procedure,
  name,
  lead,
  summary: { 'zh-TW': '要改什麼？', en: 'What is to change?' },
  room: 'none',
  wantedOn: 'publish-by',
  targetDays: 3,
  fields: [
    {
      name: 'place',
      type: 'line',
      isRequired: false,
      longest: 500,
      label: { 'zh-TW': '哪一頁', en: 'Which page' },
      hint: { 'zh-TW': '貼網址，或說在哪個選單下', en: 'Its address, or the menu it is under' },
    },
    {
      name: 'wording',
      type: 'words',
      isRequired: true,
      longest: 8000,
      label: { 'zh-TW': '要登出的文字', en: 'The wording to publish' },
      hint: {
        'zh-TW': '照這裡的字登出；圖片和檔案請附在下面',
        en: 'Published as it stands; attach pictures and files below',
      },
    },
  ],
})

export const REQUEST_KINDS: Readonly<Record<RequestKind, KindOfRequest>> = {
  computer: {
    procedure: '001',
    name: { 'zh-TW': '電腦有問題', en: 'Computer trouble' },
    lead: { 'zh-TW': '開不了機、不能列印、軟體出錯…', en: 'Does not start, does not print, a program fails…' },
    summary: { 'zh-TW': '發生什麼事？', en: 'What happens?' },
    room: 'required',
    wantedOn: 'none',
    targetDays: 2,
    fields: [
      {
        name: 'device',
        type: 'line',
        isRequired: false,
        longest: 120,
        label: { 'zh-TW': '哪一台', en: 'Which one' },
        hint: {
          'zh-TW': '財產編號或位置，例如「靠窗第二台」',
          en: 'Property number or place, such as “second from the window”',
        },
      },
      {
        name: 'since',
        type: 'line',
        isRequired: false,
        longest: 80,
        label: { 'zh-TW': '從什麼時候開始', en: 'Since when' },
      },
    ],
  },
  'mail-account': {
    procedure: '004',
    name: { 'zh-TW': '新的信箱', en: 'New mail account' },
    lead: { 'zh-TW': '新進同仁或處室公用信箱', en: 'For a new colleague, or an office’s shared one' },
    summary: { 'zh-TW': '為誰申請？', en: 'Who is it for?' },
    room: 'none',
    wantedOn: 'none',
    targetDays: 2,
    fields: [
      {
        name: 'office',
        type: 'line',
        isRequired: true,
        longest: 80,
        label: { 'zh-TW': '處室或科別', en: 'Office or subject' },
      },
      {
        name: 'wanted',
        type: 'line',
        isRequired: false,
        longest: 64,
        label: { 'zh-TW': '想用的帳號名稱', en: 'Name wished for' },
        hint: { 'zh-TW': '@ 前面的部分', en: 'The part before the @' },
      },
      EXTENSION,
    ],
  },
  'mail-quota': {
    procedure: '004',
    name: { 'zh-TW': '信箱容量', en: 'More room for mail' },
    lead: { 'zh-TW': '信箱滿了，或快滿了', en: 'The mailbox is full, or nearly' },
    summary: { 'zh-TW': '為什麼需要更多空間？', en: 'Why is more room needed?' },
    room: 'none',
    wantedOn: 'none',
    targetDays: 2,
    fields: [
      ADDRESS,
      {
        name: 'gigabytes',
        type: 'number',
        isRequired: false,
        longest: 4,
        label: { 'zh-TW': '需要幾 GB', en: 'Gigabytes needed' },
      },
    ],
  },
  'mail-password': {
    procedure: '004',
    name: { 'zh-TW': '忘記信箱密碼', en: 'Mail password forgotten' },
    lead: {
      'zh-TW': '請不要在這裡寫任何密碼，舊的也不要',
      en: 'Write no password here, not the old one either',
    },
    summary: { 'zh-TW': '遇到什麼狀況？', en: 'What happens?' },
    room: 'none',
    wantedOn: 'none',
    targetDays: 1,
    fields: [ADDRESS, EXTENSION],
  },
  'mail-question': {
    procedure: '004',
    name: { 'zh-TW': '信箱的其他問題', en: 'A question about mail' },
    lead: { 'zh-TW': '收不到、寄不出、垃圾信太多…', en: 'Nothing comes, nothing goes, too much spam…' },
    summary: { 'zh-TW': '想問什麼？', en: 'What is the question?' },
    room: 'none',
    wantedOn: 'none',
    targetDays: 2,
    fields: [{ ...ADDRESS, isRequired: false }],
  },
  antivirus: {
    procedure: '005',
    name: { 'zh-TW': '新電腦裝防毒', en: 'Antivirus for a new computer' },
    lead: { 'zh-TW': '新電腦，或重灌以後', en: 'A new computer, or one set up anew' },
    summary: { 'zh-TW': '哪一台電腦？', en: 'Which computer?' },
    room: 'required',
    wantedOn: 'none',
    targetDays: 3,
    fields: [
      {
        name: 'device',
        type: 'line',
        isRequired: false,
        longest: 120,
        label: { 'zh-TW': '財產編號', en: 'Property number' },
      },
      {
        name: 'count',
        type: 'number',
        isRequired: false,
        longest: 3,
        label: { 'zh-TW': '共幾台', en: 'How many' },
      },
    ],
  },
  'library-page': page(
    '006',
    { 'zh-TW': '圖書館網頁', en: 'The library’s pages' },
    { 'zh-TW': '圖書館首頁的公告與內容', en: 'News and contents of the library’s home page' },
  ),
  'school-page': page(
    '007',
    { 'zh-TW': '學校網頁', en: 'The school’s pages' },
    { 'zh-TW': '熱門消息、行事曆、分機表、藝文與講座', en: 'News, calendar, telephone list, arts and lectures' },
  ),
  other: {
    procedure: null,
    name: { 'zh-TW': '其他', en: 'Anything else' },
    lead: { 'zh-TW': '不確定是哪一類也可以寫在這裡', en: 'Also when you are not sure which it is' },
    summary: { 'zh-TW': '需要什麼？', en: 'What do you need?' },
    room: 'optional',
    wantedOn: 'none',
    targetDays: 3,
    fields: [],
  },
}

/** In the order in which the form shows them. */
export const REQUEST_KIND_NAMES: readonly RequestKind[] = [
  'computer',
  'school-page',
  'library-page',
  'mail-password',
  'mail-account',
  'mail-quota',
  'mail-question',
  'antivirus',
  'other',
]
