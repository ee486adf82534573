/** What is worth knowing of a programme although it can be aired: one table, both languages. */
import { type Static, Type } from 'typebox'
import type { Sentence } from './text.ts'

export const MEDIA_WARNINGS = {
  'already-known': {
    'zh-TW': '同一個檔案已在節目庫，名稱是「{title}」；已直接沿用準備好的內容。',
    en: 'The same file is already in the library as “{title}”; what was prepared of it is used here too.',
  },
  silent: { 'zh-TW': '這個節目沒有聲音。', en: 'This programme has no sound.' },
  'audio-short': {
    'zh-TW': '聲音比畫面短 {seconds} 秒，其餘以靜音補足。',
    en: 'The sound is {seconds} s shorter than the picture; the rest is silent.',
  },
  'audio-long': {
    'zh-TW': '聲音比畫面長 {seconds} 秒，期間停在最後一個畫面。',
    en: 'The sound is {seconds} s longer than the picture; the last picture stays meanwhile.',
  },
  downmixed: {
    'zh-TW': '{channels} 聲道的聲音已混成立體聲。請試聽對白是否清楚。',
    en: 'Sound in {channels} channels was mixed to stereo. Listen whether speech is clear.',
  },
  'tone-mapped': {
    'zh-TW': 'HDR 畫面已轉成一般畫面，顏色可能略有不同。',
    en: 'The HDR picture was converted; its colours may differ a little.',
  },
  'hdr-kept': {
    'zh-TW': '這台伺服器無法轉換 HDR 畫面，顏色會偏淡。請改放一般（SDR）版本。',
    en: 'This server can’t convert an HDR picture, so it looks pale. Add an ordinary (SDR) version instead.',
  },
  'damaged-tail': {
    'zh-TW': '檔案結尾損壞，只能播到 {minutes} 分 {seconds} 秒。請檢查檔案是否完整。',
    en: 'The end of the file is damaged: it plays up to {minutes} min {seconds} s. Check that the file is complete.',
  },
  damaged: {
    'zh-TW': '檔案有部分損壞，播出前請先看一遍。',
    en: 'Parts of the file are damaged. Watch it once before it airs.',
  },
  'loudness-off': {
    'zh-TW': '音量只能調到 {lufs} LUFS（目標 {target}）。請試聽。',
    en: 'Loudness could only be brought to {lufs} LUFS (target {target}). Listen to it.',
  },
  'subtitles-skipped': {
    'zh-TW': '有 {count} 條字幕讀不出來，已略過。',
    en: '{count} subtitle tracks could not be read and were left out.',
  },
} as const satisfies Readonly<Record<string, Sentence>>

export const MediaWarningCode = Type.Unsafe<keyof typeof MEDIA_WARNINGS>(
  Type.String({ enum: Object.keys(MEDIA_WARNINGS) }),
)
export type MediaWarningCode = Static<typeof MediaWarningCode>
