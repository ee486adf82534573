/** The UI kit's own few words; everything else is in words/. */
import type { ConfigProviderProps } from 'antd'
import type { Language } from '../../protocol/text.ts'

type KitLocale = NonNullable<ConfigProviderProps['locale']>

export const KIT_LOCALES: Readonly<Record<Language, KitLocale>> = {
  'zh-TW': {
    locale: 'zh-tw',
    Modal: { okText: '確定', cancelText: '取消', justOkText: '知道了' },
    Popconfirm: { okText: '確定', cancelText: '取消' },
  },
  en: { locale: 'en' },
}
