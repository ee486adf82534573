/** A text of both languages as its reader reads it: what is not written in English is read in Chinese. */
import type { BothLanguages } from '../../../protocol/procedure.ts'
import type { Language } from '../../../protocol/text.ts'

export const textIn = (text: BothLanguages, language: Language): string =>
  language === 'en' && text.en !== '' ? text.en : text['zh-TW']
