/** The pictures that go round with a slip; other files are saved, never opened in the panel. */
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlipPhoto } from '../../../protocol/slip.ts'

interface Props {
  readonly photos: readonly SlipPhoto[]
  /** Fetches one; where it comes from is the page's to know. */
  readonly load: (id: string) => Promise<Blob>
}
export const SlipPictures = ({ photos, load }: Props) => {
  const { t } = useTranslation()
  return (
    <section className="panel-card">
      <h2>{t('slip.pictures')}</h2>
      {photos.length === 0 && <p className="faint">{t('slip.noPictures')}</p>}
      <ul className="slip-pictures">
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <Loaded load={() => load(photo.id)}>
              {(url) =>
                photo.type.startsWith('image/') ? (
                  <a href={url} target="_blank" rel="noreferrer">
                    <img src={url} alt={t('slip.picture', { number: index + 1 })} />
                  </a>
                ) : (
                  <a href={url} download={photo.name}>
                    {photo.name}
                  </a>
                )
              }
            </Loaded>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Kept as an address of this page’s own while it is shown. */
const Loaded = ({
  load,
  children,
}: {
  readonly load: () => Promise<Blob>
  readonly children: (url: string) => ReactNode
}) => {
  const [url, setUrl] = useState<string | null>(null)
  const [fetchOnce] = useState(() => load)
  useEffect(() => {
    let made: string | null = null
    let over = false
    fetchOnce()
      .then((blob) => {
        if (over) return
        made = URL.createObjectURL(blob)
        setUrl(made)
      })
      .catch(() => setUrl(null))
    return () => {
      over = true
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [fetchOnce])
  return url === null ? <div className="slip-picture-blank" /> : children(url)
}
