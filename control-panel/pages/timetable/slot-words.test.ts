import i18next from 'i18next'
import { expect, it } from 'vitest'
import { en } from '../../words/en.ts'
import { zhTW } from '../../words/zh-TW.ts'
import { NEW_SLOT } from './slot-draft.ts'
import { fieldWords } from './slot-words.ts'

const words = i18next.createInstance()
words.init({
  ...{ lng: 'zh-TW', defaultNS: 'panel', initAsync: false, interpolation: { escapeValue: false } },
  resources: { 'zh-TW': { panel: zhTW }, en: { panel: en } },
})
const names = {
  group: (id: string) => ({ g1: '一年級' })[id] ?? id,
  media: (id: string) => ({ bell: '鐘聲' })[id] ?? id,
  series: (id: string) => id,
}

it('S2 every field of two versions is told in words, never as it is stored', () => {
  const slot = {
    ...NEW_SLOT,
    audience: ['g1', 'gone'],
    source: { type: 'media' as const, mediaIds: ['bell'] },
    fallback: [{ type: 'news' as const }, { type: 'latest-news' as const, withinDays: 7 }],
  }
  const zh = (field: keyof typeof slot) => fieldWords(field, slot, names, { t: words.t, language: 'zh-TW' })
  expect(zh('weekdays')).toBe('一、二、三、四、五')
  expect(zh('audience')).toBe('一年級、gone')
  expect(zh('source')).toBe('鐘聲')
  expect(zh('fallback')).toBe('當天新聞 → 7 天內最近的新聞')
  expect([zh('dates'), zh('validFrom'), zh('exam'), zh('kind')]).toEqual(['（無）', '（無）', '否', zhTW.kind.notice])
})
it('S4 no audience is the whole school, in English too', () => {
  const t = words.getFixedT('en', 'panel')
  expect(fieldWords('audience', NEW_SLOT, names, { t, language: 'en' })).toBe(en.timetable.audienceAll)
})
