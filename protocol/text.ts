/** The two languages Nooncast speaks; Traditional Chinese is the first. */
import { type Static, Type } from 'typebox'

export const Language = Type.Union([Type.Literal('zh-TW'), Type.Literal('en')])
export type Language = Static<typeof Language>

/** A value that a sentence may carry. */
export type TextParams = Readonly<Record<string, string | number>>

/** A sentence in both languages; `{name}` stands for the parameter of that name. */
export type Sentence = Readonly<Record<Language, string>>

/** Fills `{name}` in a sentence; a parameter that is missing stays visible as `{name}`. */
export const say = (sentence: Sentence, language: Language, params: TextParams = {}): string =>
  sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))

/** A table of sentences in one language. */
export const inLanguage = <Code extends string>(
  table: Readonly<Record<Code, Sentence>>,
  language: Language,
): Readonly<Record<Code, string>> =>
  Object.fromEntries(Object.entries<Sentence>(table).map(([code, sentence]) => [code, sentence[language]])) as Readonly<
    Record<Code, string>
  >

/** Picks the language a reader asked for by `Accept-Language` (RFC 9110 §12.5.4, first match); zh-TW when unsure. */
export const preferredLanguage = (acceptLanguage: string | undefined): Language => {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? ''
    if (tag.startsWith('zh')) return 'zh-TW'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh-TW'
}
