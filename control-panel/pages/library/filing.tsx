/** How a programme is filed: title, kind, date, tags; saved at once, each with the way back. */
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Check } from 'typebox/value'
import { type Media, MediaKind } from '../../../protocol/media.ts'
import { Tag } from '../../../protocol/programme.ts'
import { useLibrarySummary } from './library-queries.ts'
import type { Patch } from './programme-changes.ts'

const KINDS = MediaKind.anyOf.map((kind) => kind.const)

interface Props {
  readonly media: Media
  readonly change: (patch: Patch) => Promise<void>
}
export const Filing = ({ media, change }: Props) => {
  const { t } = useTranslation()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const airDate = String(fields.get('airDate') ?? '')
    return change({
      title: String(fields.get('title') ?? '').trim(),
      kind: KINDS.find((kind) => kind === fields.get('kind')) ?? media.kind,
      airDate: airDate === '' ? null : airDate,
    })
  }
  return (
    <section className="panel-card" aria-label={t('library.filing')}>
      <h2>{t('library.filing')}</h2>
      <form key={`${media.title} ${media.kind} ${media.airDate}`} className="fields row" onSubmit={save}>
        <div>
          <label htmlFor="programme-title">{t('library.name')}</label>
          <input id="programme-title" name="title" required maxLength={120} defaultValue={media.title} />
        </div>
        <div>
          <label htmlFor="programme-kind">{t('library.kind')}</label>
          <select id="programme-kind" name="kind" defaultValue={media.kind}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="programme-date">{t('library.airDate')}</label>
          <input id="programme-date" name="airDate" type="date" defaultValue={media.airDate ?? ''} />
        </div>
        <button type="submit" className="button primary">
          {t('act.save')}
        </button>
      </form>
      <Tags tags={media.tags} change={(tags) => change({ tags })} />
    </section>
  )
}

interface TagsProps {
  readonly tags: readonly string[]
  readonly change: (tags: readonly string[]) => Promise<void>
}
const Tags = ({ tags, change }: TagsProps) => {
  const { t } = useTranslation()
  const [word, setWord] = useState('')
  const known = useLibrarySummary().data?.tags ?? []
  const add = (event: FormEvent) => {
    event.preventDefault()
    const tag = word.trim()
    if (!Check(Tag, tag) || tags.includes(tag)) return
    setWord('')
    return change([...tags, tag])
  }
  return (
    <form className="acts start" onSubmit={add}>
      <ul className="tag-list" aria-label={t('library.tags')}>
        {tags.map((tag) => (
          <li key={tag} className="chip grey">
            {tag}
            <button
              type="button"
              aria-label={t('library.tagRemove', { tag })}
              onClick={() => change(tags.filter((each) => each !== tag))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <input
        aria-label={t('library.tagAdd')}
        placeholder={t('library.tagAdd')}
        list="known-tags"
        maxLength={30}
        value={word}
        onChange={(event) => setWord(event.target.value)}
      />
      <datalist id="known-tags">
        {known.map(({ tag }) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <button type="submit" className="button small">
        {t('act.add')}
      </button>
    </form>
  )
}
