/** Who is there? The door for nobody, the panel for an account. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { io } from 'socket.io-client'
import { Router, useLocation } from 'wouter'
import { HalfSession, SessionAnswer, type SignInAnswer, type User } from '../protocol/account.ts'
import { type Api, Problem } from './api.ts'
import { PanelProvider, useConnection } from './context.tsx'
import { GUEST_PAGES } from './guest-pages.tsx'
import { hashQuery, useHashPath } from './hash.ts'
import { createLive, type Live } from './live.ts'
import { SettingsAnswer } from './settings-answer.ts'
import { Failed } from './shell/failed.tsx'
import { NoticesProvider } from './shell/notices.tsx'
import { Shell } from './shell/shell.tsx'
import { UploadsProvider } from './uploads/uploads.tsx'

const Door = lazy(() => import('./pages/door/door.tsx'))
const Forgotten = lazy(() => import('./pages/door/forgotten.tsx'))
const SecondStep = lazy(() => import('./pages/door/second-step.tsx'))
const Welcome = lazy(() => import('./pages/door/welcome.tsx'))

export const App = ({ api }: { readonly api: Api }) => (
  <Router hook={useHashPath}>
    <NoticesProvider>
      <Threshold api={api} />
    </NoticesProvider>
  </Router>
)

/** A guest's page is shown to whoever opens it, signed in or not. */
const Threshold = ({ api }: { readonly api: Api }) => {
  const [at] = useLocation()
  const guest = GUEST_PAGES.find(({ path }) => path === at)
  if (guest === undefined) return <Entrance api={api} />
  return (
    <Suspense fallback={<div className="blank" aria-busy="true" />}>
      <guest.page api={api} />
    </Suspense>
  )
}

/** Null for nobody. */
const ifSignedIn = <Answer,>(asked: Promise<Answer>): Promise<Answer | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  })

const Entrance = ({ api }: { readonly api: Api }) => {
  const queries = useQueryClient()
  const [at, go] = useLocation()
  const session = useQuery({
    queryKey: ['session'],
    queryFn: async (): Promise<SignInAnswer | null> =>
      (await ifSignedIn(api.get('/api/session', SessionAnswer))) ??
      (await ifSignedIn(api.get('/api/session/second-step', HalfSession))),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const enter = useCallback((answer: SignInAnswer) => queries.setQueryData(['session'], answer), [queries])
  api.setCsrfToken(session.data?.csrfToken ?? null)
  if (session.isError) return <Failed error={session.error} retry={() => session.refetch()} />
  if (session.data === undefined) return <div className="blank" aria-busy="true" />
  const token = hashQuery('token', window.location)
  if (at === '/welcome' && token !== null)
    return (
      <Suspense fallback={<div className="blank" aria-busy="true" />}>
        <Welcome
          api={api}
          token={token}
          onLeave={() => go('/')}
          onEnter={(answer) => {
            queries.clear()
            enter(answer)
            go('/')
          }}
        />
      </Suspense>
    )
  if (session.data === null)
    return (
      <Suspense fallback={<div className="blank" aria-busy="true" />}>
        {at === '/forgotten' ? <Forgotten api={api} onLeave={() => go('/')} /> : <Door api={api} onEnter={enter} />}
      </Suspense>
    )
  if ('next' in session.data)
    return (
      <Suspense fallback={<div className="blank" aria-busy="true" />}>
        <SecondStep
          api={api}
          half={session.data}
          onEnter={enter}
          onLeave={() => queries.setQueryData(['session'], null)}
        />
      </Suspense>
    )
  const { csrfToken, user } = session.data
  return (
    <SignedIn
      key={user.id}
      api={api}
      user={user}
      setUser={(changed) => enter({ user: changed, csrfToken })}
      onLeave={() => {
        queries.clear()
        queries.setQueryData(['session'], null)
      }}
    />
  )
}

interface SignedInProps {
  readonly api: Api
  readonly user: User
  readonly setUser: (user: User) => void
  readonly onLeave: () => void
}
const SignedIn = ({ api, user, setUser, onLeave }: SignedInProps) => {
  const [live, setLive] = useState<Live | null>(null)
  useEffect(() => {
    const opened = createLive(io('/panel', { transports: ['websocket'] }))
    setLive(opened)
    return () => opened.dispose()
  }, [])
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => api.get('/api/settings', SettingsAnswer) })
  const signOut = useCallback(async () => {
    await api.act('DELETE', '/api/session')
    onLeave()
  }, [api, onLeave])
  if (settings.isError && settings.data === undefined)
    return <Failed error={settings.error} retry={() => settings.refetch()} />
  if (live === null || settings.data === undefined) return <div className="blank" aria-busy="true" />
  return (
    <PanelProvider api={api} live={live} user={user} settings={settings.data} setUser={setUser} signOut={signOut}>
      <UploadsProvider>
        <OnceInTime />
      </UploadsProvider>
    </PanelProvider>
  )
}

/** The pages wait for the server's clock: this browser's own may be wrong, and a rehearsal's is another day's. */
const OnceInTime = () =>
  useConnection().state === 'connecting' ? <div className="blank" aria-busy="true" /> : <Shell />
