/** One programme: look at it, decide what of it airs, and see where it is used. */
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { Media } from '../../../protocol/media.ts'
import { useMay, usePanel } from '../../context.tsx'
import { lengthOf, longDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { sizeOf } from '../../uploads/upload-rate.ts'
import { Endings } from './endings.tsx'
import { Filing } from './filing.tsx'
import './library.css'
import { useManifest, useMediaAgain, useProgramme } from './library-queries.ts'
import { Licence } from './licence.tsx'
import { Preview } from './preview.tsx'
import { useChange } from './programme-changes.ts'
import { Sound } from './sound.tsx'
import { LicenceChip, StateChip } from './state-chip.tsx'
import { Subtitles } from './subtitles.tsx'
import { WhereaboutsCard } from './whereabouts.tsx'

const Programme = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams<{ id: string }>()
  const media = useProgramme(id)
  if (media.isError && media.data === undefined)
    return <Failed page={t('library.title')} error={media.error} retry={() => media.refetch()} />
  if (media.data === undefined) return <Skeleton rows={4} height={140} />
  return <Found key={id} media={media.data} />
}
export default Programme

const Found = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  const writes = useMay('media.write')
  const change = useChange(media)
  return (
    <>
      <nav aria-label={t('library.title')}>
        <Link href="/library">← {t('library.title')}</Link>
      </nav>
      <div className="page-head">
        <h1>{media.title}</h1>
        <StateChip media={media} />
        <LicenceChip media={media} />
        {media.archivedAt !== null && <span className="chip grey">{t('library.isArchived')}</span>}
      </div>
      {media.refusal !== null && (
        <p className="notice amber" role="status">
          ▲ {media.refusal.message}
        </p>
      )}
      {writes && <Endings media={media} />}
      <div className="programme-page">
        <div>
          <Stage media={media} />
          {writes && <Filing media={media} change={change} />}
          <Licence media={media} change={writes ? change : null} />
        </div>
        <div>
          <WhereaboutsCard id={media.id} />
          <Sound media={media} change={writes ? change : null} />
          <Subtitles media={media} writes={writes} />
          <Facts media={media} />
        </div>
      </div>
    </>
  )
}

const Stage = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useMediaAgain()
  const writes = useMay('media.write')
  const change = useChange(media)
  const manifest = useManifest(media)
  const pick = (atMs: number) =>
    attempt(async () => {
      const before = media.posterMs
      const put = async (at: number) => {
        await api.send('PUT', `/api/media/${media.id}/poster`, Media, { atMs: at })
        await again()
      }
      await put(atMs)
      const run = () => attempt(async () => put(before ?? 0))
      done(t('library.posterTaken'), before === null ? undefined : { label: t('act.undo'), run })
    })
  if (media.revision === null)
    return (
      <section className="panel-card">
        <p className="faint">{t('library.noPreview')}</p>
      </section>
    )
  if (manifest.data === undefined)
    return <section className="panel-card" style={{ aspectRatio: '16 / 11' }} aria-busy="true" />
  return <Preview media={media} manifest={manifest.data} decide={writes ? { trim: change, poster: pick } : null} />
}

const Facts = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  const { school, settings } = usePanel()
  const rows: readonly (readonly [string, string])[] = [
    [t('library.length'), media.durationMs === null ? '—' : lengthOf(media.durationMs)],
    [t('library.picture'), media.width === null ? t('library.soundOnly') : `${media.width} × ${media.height}`],
    [t('library.original'), media.originalName],
    [t('library.size'), sizeOf(media.bytes)],
    [t('library.added'), longDate(school.date(media.createdAt), settings.minguoYears)],
  ]
  return (
    <section className="panel-card" aria-label={t('library.facts')}>
      <h2>{t('library.facts')}</h2>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
