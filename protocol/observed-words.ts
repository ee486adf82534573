/** What a TV noticed of its own output, in words (rule A1, fourth column). */
import type { Observation, ObservationKind } from './display.ts'
import { type Language, type Sentence, say } from './text.ts'

export const OBSERVED: Readonly<Record<ObservationKind, Sentence>> = {
  silence: { 'zh-TW': '無聲 {from}–{to}', en: 'silence {from}–{to}' },
  black: { 'zh-TW': '黑畫面 {from}–{to}', en: 'black {from}–{to}' },
  frozen: { 'zh-TW': '畫面不動 {from}–{to}', en: 'frozen picture {from}–{to}' },
}

/** `black 1:00–1:15`: minutes and seconds of the programme. */
export const sayObserved = ({ kind, fromMs, toMs }: Observation, language: Language): string =>
  say(OBSERVED[kind], language, { from: minutes(fromMs), to: minutes(toMs) })

const minutes = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
