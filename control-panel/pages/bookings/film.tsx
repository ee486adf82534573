/** The booked film to look at, before it is decided on. */
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useManifest, useProgramme } from '../library/library-queries.ts'

const Preview = lazy(async () => ({ default: (await import('../library/preview.tsx')).Preview }))

export const Film = ({ mediaId }: { readonly mediaId: string }) => {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  return (
    <>
      <p className="acts start">
        <button type="button" className="button small" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'bookings.hideFilm' : 'bookings.lookAtFilm')}
        </button>
        <Link href={`/library/${mediaId}`}>{t('bookings.filmPage')}</Link>
      </p>
      {shown && <Stage mediaId={mediaId} />}
    </>
  )
}

const Stage = ({ mediaId }: { readonly mediaId: string }) => {
  const { t } = useTranslation()
  const media = useProgramme(mediaId).data
  const manifest = useManifest({ id: mediaId, revision: media?.revision ?? null }).data
  const place = <div style={{ aspectRatio: '16 / 11', maxWidth: 640 }} aria-busy="true" />
  if (media?.revision === null) return <p className="faint">{t('library.noPreview')}</p>
  if (media === undefined || manifest === undefined) return place
  return (
    <div style={{ maxWidth: 640 }}>
      <Suspense fallback={place}>
        <Preview media={media} manifest={manifest} decide={null} />
      </Suspense>
    </div>
  )
}
