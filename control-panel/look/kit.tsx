/** The UI kit in our colours, for the pages that use it; loaded with them, not with the first screen. */
import { ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage } from '../context.tsx'
import { KIT_LOCALES } from './locale.ts'
import { useShade } from './shade.tsx'
import { antdTheme } from './theme.ts'

export const Kit = ({ children }: { readonly children: ReactNode }) => {
  const { shade } = useShade()
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} theme={antdTheme(shade)} locale={KIT_LOCALES[useLanguage()]}>
      {children}
    </ConfigProvider>
  )
}
