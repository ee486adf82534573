/** The test picture on one TV: asked for once, kept until it can be shown, and followed until the TV says that it shows it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Display } from '../../../protocol/display.ts'
import { Media } from '../../../protocol/media.ts'
import { TEST_SHOWN_MS, TestShowing, type TestShowingState } from '../../../protocol/test-showing.ts'
import { useEachSecond, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useNotices } from '../../shell/notices.tsx'

const Showings = pageOf(TestShowing)
/** Topic first: an act that was done makes it stale. */
const KEY = ['acts', 'test-pictures']
const ASK_AGAIN_MS = 2000

const useShowings = () => {
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => api.get('/api/test-pictures', Showings),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ state }) => state.type === 'waiting') === true ? ASK_AGAIN_MS : false,
  })
  const send = (method: 'POST' | 'DELETE', path: string, body?: object) =>
    attempt(async () => {
      queries.setQueryData(KEY, await api.send(method, path, Showings, body))
    })
  return {
    showings: data?.items ?? [],
    ask: (displayId: string) => send('POST', '/api/test-pictures', { displayId }),
    cancel: (displayId: string) => send('DELETE', `/api/test-pictures/${displayId}`),
  }
}

export const TestPicture = ({ displays }: { readonly displays: readonly Display[] }) => {
  const { t } = useTranslation()
  const { showings, ask, cancel } = useShowings()
  const [chosen, setChosen] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const of = (display: Display) => showings.find(({ displayId }) => displayId === display.id)?.state
  // One that is off is offered where it alone is meant, or where the picture waits for it.
  const offered = displays.filter(
    (each) => displays.length === 1 || each.status.state === 'online' || of(each)?.type === 'waiting',
  )
  const display = offered.find(({ id }) => id === chosen) ?? offered[0]
  if (display === undefined) return <p className="faint">{t('guide.noTv')}</p>
  const state = of(display)
  const press = () => {
    setAsking(true)
    ask(display.id).finally(() => setAsking(false))
  }
  return (
    <div className="panel-card" aria-live="polite">
      <h2>{t('guide.testPicture')}</h2>
      <p className="faint">{t('guide.testLead')}</p>
      <div className="acts start">
        <select aria-label={t('guide.whichTv')} value={display.id} onChange={(event) => setChosen(event.target.value)}>
          {offered.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" className="button primary" disabled={asking || state?.type === 'waiting'} onClick={press}>
          {t('guide.show')}
        </button>
      </div>
      {state?.type === 'waiting' && <Waiting display={display} state={state} cancel={() => cancel(display.id)} />}
      {state?.type === 'sent' && <Shown key={state.actId} display={display} {...state} />}
      {state?.type === 'ended' && (
        <p>
          <span aria-hidden="true">▲</span> {state.message}
        </p>
      )}
    </div>
  )
}

/** What it waits for, and the way out. */
const Waiting = ({
  display,
  state: { on, mediaId },
  cancel,
}: {
  readonly display: Display
  readonly state: Extract<TestShowingState, { type: 'waiting' }>
  readonly cancel: () => void
}) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const media = useQuery({
    queryKey: ['media', 'one', mediaId],
    queryFn: () => api.get(`/api/media/${mediaId}`, Media),
    enabled: mediaId !== null && on === 'clip',
  })
  return (
    <div className="acts start">
      <span>
        {on === 'clip' && (
          <>
            <progress max={1} value={media.data?.progress ?? 0} aria-label={t('guide.progressOf')} />{' '}
          </>
        )}
        {on === 'clip' ? t('guide.preparing') : t('guide.tvOff', { name: display.name })}
      </span>
      <button type="button" className="button small" onClick={cancel}>
        {t('guide.dontShow')}
      </button>
    </div>
  )
}

/** What the TV itself reports of it. */
const Shown = ({
  display,
  actId,
  at,
}: { readonly display: Display } & Omit<Extract<TestShowingState, { type: 'sent' }>, 'type'>) => {
  const { t } = useTranslation()
  const playback = display.status.state === 'online' ? display.status.report?.playback : undefined
  const shows = playback?.state === 'playing' && playback.airingId === `replay.${actId}`
  const over = useEachSecond((now) => now > at + 2 * TEST_SHOWN_MS)
  const [seen, setSeen] = useState(false)
  if (shows && !seen) setSeen(true)
  if (!seen) return <p>{t(over ? 'guide.notSeen' : 'guide.waiting', { name: display.name })}</p>
  return (
    <p>
      <span className="chip ready">✓ {t('guide.shown', { name: display.name })}</span>
    </p>
  )
}
