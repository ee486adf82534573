/** The test picture on one TV, until the TV itself says that it shows it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Act } from '../../../protocol/acts.ts'
import type { Display } from '../../../protocol/display.ts'
import { Media } from '../../../protocol/media.ts'
import { duration } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

const Progress = Type.Object({ act: Act })
const SHOWN_MS = 30_000

/** Asked for; drawn and prepared; sent to the TV as that act. */
type Testing =
  | { readonly type: 'idle' }
  | { readonly type: 'preparing'; readonly mediaId: string }
  | { readonly type: 'sent'; readonly actId: string }

export const TestPicture = ({ displays }: { readonly displays: readonly Display[] }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  const online = displays.filter(({ status }) => status.state === 'online')
  const [chosen, setChosen] = useState<string | null>(null)
  const [testing, setTesting] = useState<Testing>({ type: 'idle' })
  const display = online.find(({ id }) => id === chosen) ?? online[0]
  const mediaId = testing.type === 'preparing' ? testing.mediaId : null
  const media = useQuery({
    queryKey: ['media', 'one', mediaId],
    queryFn: () => api.get(`/api/media/${mediaId}`, Media),
    enabled: mediaId !== null,
  })
  const send = (id: string) =>
    attempt(async () => {
      const request = {
        type: 'replay',
        displays: [display?.id],
        mediaId: id,
        fromMs: duration(0),
        toMs: duration(SHOWN_MS),
        start: null,
      }
      const { act } = await api.send('POST', '/api/acts', Progress, { request })
      await queries.invalidateQueries({ queryKey: ['acts'] })
      setTesting({ type: 'sent', actId: act.id })
    })
  const begin = () =>
    attempt(async () => {
      const { id, state } = await api.send('POST', '/api/test-picture', Media, {})
      if (state === 'ready') return send(id)
      setTesting({ type: 'preparing', mediaId: id })
    })
  const ready = media.data?.state === 'ready'
  if (display === undefined) return <p className="faint">{t('guide.noTv')}</p>
  return (
    <div className="panel-card" aria-live="polite">
      <h2>{t('guide.testPicture')}</h2>
      <p className="faint">{t('guide.testLead')}</p>
      <div className="acts start">
        <select aria-label={t('guide.whichTv')} value={display.id} onChange={(event) => setChosen(event.target.value)}>
          {online.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="button primary"
          disabled={mediaId !== null && !ready}
          onClick={() => (mediaId !== null ? send(mediaId) : begin())}
        >
          {t('guide.show')}
        </button>
      </div>
      {mediaId !== null && !ready && (
        <p>
          <progress max={1} value={media.data?.progress ?? 0} aria-label={t('guide.preparing')} />{' '}
          {t('guide.preparing')}
        </p>
      )}
      {mediaId !== null && ready && <p>✓ {t('guide.prepared')}</p>}
      {testing.type === 'sent' && <Shown display={display} actId={testing.actId} />}
    </div>
  )
}

/** What the TV itself reports of it. */
const Shown = ({ display, actId }: { readonly display: Display; readonly actId: string }) => {
  const { t } = useTranslation()
  const playback = display.status.state === 'online' ? display.status.report?.playback : undefined
  const shows = playback?.state === 'playing' && playback.airingId === `replay.${actId}`
  const [seen, setSeen] = useState(false)
  if (shows && !seen) setSeen(true)
  return seen ? (
    <p>
      <span className="chip ready">✓ {t('guide.shown', { name: display.name })}</span>
    </p>
  ) : (
    <p>{t('guide.waiting', { name: display.name })}</p>
  )
}
