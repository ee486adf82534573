/** Programmes as rows or as a wall of posters, a page more whenever the end comes near. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Media } from '../../../protocol/media.ts'
import { useLanguage } from '../../context.tsx'
import { lengthOf, shortDate } from '../../school-time.ts'
import { LicenceChip, StateChip } from './state-chip.tsx'

export type View = 'rows' | 'wall'

interface Props {
  readonly items: readonly Media[]
  readonly view: View
  /** Null: there is no more. */
  readonly more: (() => void) | null
}
export const ProgrammeList = ({ items, view, more }: Props) => {
  const { t } = useTranslation()
  return (
    <>
      <ul className={view === 'wall' ? 'programme-wall' : 'programme-rows'}>
        {items.map((media) => (
          <li key={media.id}>
            <Link href={`/library/${media.id}`} className="programme">
              <Poster media={media} />
              <span className="programme-words">
                <b>{media.title}</b>
                <Facts media={media} />
              </span>
              <span className="programme-state">
                <StateChip media={media} />
                <LicenceChip media={media} />
                {media.warnings.length > 0 && (
                  <span className="chip amber">▲ {t('library.warningCount', { count: media.warnings.length })}</span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {more !== null && <More key={items.length} run={more} />}
    </>
  )
}

const Poster = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  return (
    <span className="programme-poster">
      {media.posterUrl !== null ? (
        <img src={media.posterUrl} alt="" loading="lazy" decoding="async" />
      ) : (
        <span aria-hidden="true">{t(`kind.${media.kind}`)}</span>
      )}
      {media.durationMs !== null && <span className="programme-length">{lengthOf(media.durationMs)}</span>}
    </span>
  )
}

const Facts = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const facts = [
    t(`kind.${media.kind}`),
    ...(media.airDate === null ? [] : [shortDate(media.airDate, language)]),
    ...media.tags,
  ]
  return <span className="faint">{facts.join(' · ')}</span>
}

/** Asks for the next page when it comes into view; a button all the same, for the keyboard. */
const More = ({ run }: { readonly run: () => void }) => {
  const { t } = useTranslation()
  const place = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (place.current === null) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && run(), {
      rootMargin: '600px',
    })
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [run])
  return (
    <button ref={place} type="button" className="button" onClick={run}>
      {t('act.more')}
    </button>
  )
}
