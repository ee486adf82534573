/** Photos of a fault: those that are there, and one more from the phone's camera. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TechnicianView } from '../../../protocol/visit.ts'
import type { Api } from '../../api.ts'
import type { Parcel } from './outbox.ts'

interface Props {
  readonly api: Api
  readonly fault: TechnicianView['faults'][number]
  readonly waiting: readonly Parcel[]
  /** Null: no more photos are taken. */
  readonly tell: ((parcel: Parcel) => void) | null
}
export const Photos = ({ api, fault, waiting, tell }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const held = waiting.filter((parcel) => parcel.type === 'photo' && parcel.faultId === fault.id).length
  return (
    <div>
      {fault.photos.length > 0 && (
        <ul className="photo-list" aria-label={t('technician.photos')}>
          {fault.photos.map((photo) => (
            <li key={photo.id}>
              <Photo api={api} faultId={fault.id} photo={photo} />
            </li>
          ))}
        </ul>
      )}
      {tell !== null && (
        <>
          <label htmlFor={id} className="button photo-button">
            {t('technician.addPhoto')}
          </label>
          <input
            id={id}
            className="hidden"
            type="file"
            accept="image/*"
            capture="environment"
            onChange={({ target }) => {
              for (const photo of target.files ?? [])
                tell({ type: 'photo', faultId: fault.id, name: photo.name, photo })
              target.value = ''
            }}
          />
        </>
      )}
      {held > 0 && <p role="status">▲ {t('technician.photoWaiting', { count: held })}</p>}
    </div>
  )
}

interface PhotoProps {
  readonly api: Api
  readonly faultId: string
  readonly photo: TechnicianView['faults'][number]['photos'][number]
}
/** An image can't send the link's token: it is fetched, and shown from memory. */
const Photo = ({ api, faultId, photo }: PhotoProps) => {
  const isShown = /^image\/(jpeg|png|webp)$/.test(photo.type)
  const [source, setSource] = useState<string | null>(null)
  const bytes = useQuery({
    queryKey: ['technician', 'photo', photo.id],
    queryFn: () => api.blob(`/api/technician/photos/${faultId}/${photo.id}`),
    enabled: isShown,
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    if (bytes.data === undefined) return
    const made = URL.createObjectURL(bytes.data)
    setSource(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes.data])
  const name = photo.caption || photo.name
  return source === null ? <span className="photo-name">{name}</span> : <img src={source} alt={name} />
}
