/** What happened in a room, or what one person reported and asked for: one list by time, each line with its state and a link. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import {
  CHRONICLE_KINDS,
  type ChronicleKind,
  type ChronicleLine,
  Chronicle as ChroniclePage,
  PERSON_KINDS,
} from '../../protocol/chronicle.ts'
import { CHRONICLE_KIND_WORDS, chronicleState } from '../../protocol/chronicle-words.ts'
import { address } from '../api.ts'
import { useLanguage, usePanel } from '../context.tsx'
import { useRoomEventWords } from '../pages/on-air/room-event-words.ts'
import { longDate } from '../school-time.ts'
import { Failed } from '../shell/failed.tsx'
import { Skeleton } from '../shell/skeleton.tsx'
import './chronicle.css'

export type ChronicleOf =
  | { readonly type: 'room'; readonly room: string }
  | { readonly type: 'person'; readonly id: string }

interface Props {
  readonly of: ChronicleOf
  /** What stands beside it, as its path; left out. */
  readonly but?: string
}

/** As many as are seen at a glance. */
const LINES = 8
const SHAPES: Readonly<Record<ChronicleKind, string>> = { fault: '◆', request: '?', visit: '▶', duty: '☑', tv: '▣' }

const placeOf = (of: ChronicleOf, end: '' | '.csv', query: Record<string, string | number | undefined>): string =>
  of.type === 'room'
    ? address(`/api/chronicle${end}`, { room: of.room, ...query })
    : address(`/api/users/${of.id}/chronicle${end}`, query)

/** The same as a card with its heading. */
export const ChronicleCard = ({ title, ...of }: Props & { readonly title: string }) => (
  <section className="panel-card" aria-label={title}>
    <h2>{title}</h2>
    <Chronicle {...of} />
  </section>
)

export const Chronicle = ({ of, but }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const [kind, setKind] = useState<ChronicleKind | undefined>()
  const kinds = of.type === 'room' ? CHRONICLE_KINDS : PERSON_KINDS
  return (
    <div className="chronicle">
      <div className="chronicle-tools">
        <label htmlFor={id} className="hidden">
          {t('chronicle.kind')}
        </label>
        <select
          id={id}
          value={kind ?? ''}
          onChange={(event) => setKind(kinds.find((each) => each === event.target.value))}
        >
          <option value="">{t('chronicle.every')}</option>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {CHRONICLE_KIND_WORDS[each][language]}
            </option>
          ))}
        </select>
        <a className="button small" href={placeOf(of, '.csv', { kind })}>
          {t('chronicle.csv')}
        </a>
      </div>
      <Lines key={kind ?? ''} of={of} kind={kind} but={but} />
    </div>
  )
}

interface LinesProps {
  readonly of: ChronicleOf
  readonly kind: ChronicleKind | undefined
  readonly but: string | undefined
}
const Lines = ({ of, kind, but }: LinesProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const pages = useInfiniteQuery({
    queryKey: ['chronicle', of, kind, language],
    queryFn: ({ pageParam }) => api.get(placeOf(of, '', { kind, limit: LINES, cursor: pageParam }), ChroniclePage),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  if (pages.isError && pages.data === undefined) return <Failed error={pages.error} retry={() => pages.refetch()} />
  if (pages.data === undefined) return <Skeleton rows={4} height={44} />
  const lines = pages.data.pages.flatMap(({ items }) => items).filter(({ path }) => path !== but)
  return (
    <>
      {lines.length === 0 && !pages.hasNextPage && (
        <p className="faint">{t(kind === undefined ? 'chronicle.empty' : 'chronicle.noneOfKind')}</p>
      )}
      <ol>
        {lines.map((line) => (
          <Line key={`${line.kind} ${line.id}`} line={line} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <button
          type="button"
          className="button small"
          disabled={pages.isFetchingNextPage}
          onClick={() => pages.fetchNextPage()}
        >
          {t('chronicle.older')}
        </button>
      )}
    </>
  )
}

const Line = ({ line }: { readonly line: ChronicleLine }) => {
  const { school, settings } = usePanel()
  const language = useLanguage()
  const says = useWords()
  const { at, kind, path } = line
  const { shape, level, text, state } = says(line)
  return (
    <li>
      <time className="faint" dateTime={new Date(at).toISOString()}>
        {longDate(school.date(at), settings.minguoYears)} {school.shortTime(at)}
      </time>
      <span className={level === 'amber' ? 'chronicle-kind pressing' : 'chronicle-kind'}>
        <span aria-hidden="true">{shape}</span> {CHRONICLE_KIND_WORDS[kind][language]}
      </span>
      <Link href={path}>{text}</Link>
      {state !== '' && <span className="faint">{state}</span>}
    </li>
  )
}

/** A line's words: what by itself, and how it stands. */
const useWords = () => {
  const language = useLanguage()
  const ofTv = useRoomEventWords()
  return (line: ChronicleLine) => {
    if (line.kind === 'tv') {
      const { shape, level, text, more } = ofTv(line.event)
      return { shape, level, text, state: more }
    }
    const { kind, number, title } = line
    return {
      ...{ shape: SHAPES[kind], level: kind === 'duty' && line.state === 'failed' ? 'amber' : 'grey' },
      ...{ text: `${title} ${number}`.trim(), state: chronicleState(line)?.[language] ?? '' },
    }
  }
}
