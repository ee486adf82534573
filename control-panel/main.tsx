import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createApi, Problem } from './api.ts'
import { App } from './app.tsx'
import './look/panel.css'
import { ShadeProvider } from './look/shade.tsx'
import { createWords, startLanguage } from './words/words.ts'

const words = createWords(startLanguage())
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The browser’s own idea of being online knows nothing of a school’s LAN: asked, the server answers or does not.
      networkMode: 'always',
      staleTime: 60_000,
      // What the server refused stays refused; only a lost connection is worth another try.
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.status === 0,
    },
  },
})
const api = createApi({
  fetch: (path, init) => fetch(path, init),
  language: () => (words.language === 'en' ? 'en' : 'zh-TW'),
  words: {
    unreachable: () => words.t('problem.unreachable'),
    trouble: (status) => words.t('problem.trouble', { status }),
    notUnderstood: (path) => words.t('problem.notUnderstood', { path }),
  },
  onSignedOut: () => queries.setQueryData(['session'], null),
})

const place = document.getElementById('panel')
if (place === null) throw new Error('the page has no place for the panel')
createRoot(place).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <QueryClientProvider client={queries}>
        <ShadeProvider>
          <App api={api} />
        </ShadeProvider>
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
)
