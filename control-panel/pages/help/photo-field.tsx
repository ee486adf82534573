/** Photos of a report: by the phone's camera, or taken before. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly photos: readonly File[]
  readonly setPhotos: (photos: readonly File[]) => void
  readonly label: string
}
export const PhotoField = ({ photos, setPhotos, label }: Props) => {
  const { t } = useTranslation()
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <div>
      <input
        ref={chooser}
        className="hidden"
        type="file"
        accept="image/*"
        multiple
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])]
          event.target.value = ''
          setPhotos([...photos, ...chosen])
        }}
      />
      <button type="button" className="button" onClick={() => chooser.current?.click()}>
        {label}
      </button>
      {photos.length > 0 && (
        <span className="faint" role="status">
          {t('faults.form.photos', { count: photos.length })}: {photos.map(({ name }) => name).join(', ')}{' '}
          <button type="button" className="button plain small" onClick={() => setPhotos([])}>
            {t('faults.form.noPhotos')}
          </button>
        </span>
      )}
    </div>
  )
}
