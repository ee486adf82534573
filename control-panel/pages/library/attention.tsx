/** What is not ready, why, and the way to mend it: the question of the page, answered at its top. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Media } from '../../../protocol/media.ts'
import type { LibrarySummary } from '../../../protocol/programme.ts'
import { useMay, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useMediaAgain, useUnready } from './library-queries.ts'
import { StateChip } from './state-chip.tsx'

const SHOWN = 6

interface Props {
  readonly summary: LibrarySummary
}
export const Attention = ({ summary }: Props) => {
  const { t } = useTranslation()
  const unready = useUnready(SHOWN)
  const count = summary.preparing + summary.refused
  if (count === 0) return null
  return (
    <section className="panel-card" aria-label={t('library.notReady', { count })}>
      <ul className="rows">
        {(unready.data ?? []).map((media) => (
          <Unready key={media.id} media={media} />
        ))}
      </ul>
      {count > SHOWN && <p className="faint">{t('library.moreUnready', { count: count - SHOWN })}</p>}
    </section>
  )
}

const Unready = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useMediaAgain()
  const writes = useMay('media.write')
  const retry = () =>
    attempt(async () => {
      await api.send('POST', `/api/media/${media.id}/retry`, Media)
      await again()
      done(t('act.asked'))
    })
  return (
    <li>
      <Link className="grow" href={`/library/${media.id}`}>
        {media.title}
      </Link>
      <StateChip media={media} />
      {media.refusal !== null && <span className="grow wide-text">{media.refusal.message}</span>}
      {media.state === 'refused' && writes && (
        <button type="button" className="button small" onClick={retry}>
          {t('library.retryJob')}
          <span className="hidden"> {media.title}</span>
        </button>
      )}
    </li>
  )
}
