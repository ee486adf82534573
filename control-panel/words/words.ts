/** i18next with the panel's words, typed by their keys. */
import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, preferredLanguage } from '../../protocol/text.ts'
import { en } from './en.ts'
import { zhTW } from './zh-TW.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'panel'
    resources: { panel: typeof zhTW }
  }
}

const STORED_AS = 'nooncast.language'

/** The language this browser used last; else the first it asks for that we speak. */
export const startLanguage = (): Language => {
  const stored = localStorage.getItem(STORED_AS)
  return stored === 'en' || stored === 'zh-TW' ? stored : preferredLanguage(navigator.languages.join(','))
}

export const createWords = (language: Language): i18n => {
  const words = i18next.createInstance()
  words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-TW',
    defaultNS: 'panel',
    resources: { 'zh-TW': { panel: zhTW }, en: { panel: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  const follow = (spoken: string) => {
    document.documentElement.lang = spoken === 'en' ? 'en' : 'zh-Hant-TW'
    localStorage.setItem(STORED_AS, spoken)
  }
  words.on('languageChanged', follow)
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-Hant-TW'
  return words
}
