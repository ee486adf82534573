/** Photos of a device and its manual. */
import { useTranslation } from 'react-i18next'
import { ATTACHMENT_CHOICE, Attachment, LARGEST_ATTACHMENT_BYTES } from '../../../protocol/attachment.ts'
import type { EquipmentDetail } from '../../../protocol/equipment-detail.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { sizeOf } from '../../uploads/upload-rate.ts'
import { useRegisterAgain } from './register-queries.ts'

/** What browsers can show in a page. */
const SHOWN = /^image\/(jpeg|png|webp)$/

interface Props {
  readonly device: EquipmentDetail
  readonly writes: boolean
}
export const DeviceFiles = ({ device: { id, attachments }, writes }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done, failed } = useNotices()
  const again = useRegisterAgain()
  const path = `/api/equipment/${id}/files`
  const add = (file: File) =>
    attempt(async () => {
      if (file.size > LARGEST_ATTACHMENT_BYTES)
        return failed(new Error(t('register.fileTooLarge', { size: sizeOf(LARGEST_ATTACHMENT_BYTES) })))
      await api.send('POST', address(path, { name: file.name }), Attachment, file)
      await again()
      done(t('register.fileKept', { name: file.name }))
    })
  const remove = (file: Attachment) =>
    attempt(async () => {
      const kept = await api.blob(`${path}/${file.id}`)
      await api.act('DELETE', `${path}/${file.id}`)
      await again()
      const run = () =>
        attempt(async () => {
          await api.send('POST', address(path, { name: file.name, caption: file.caption }), Attachment, kept)
          await again()
        })
      done(t('register.fileGone', { name: file.name }), { label: t('act.undo'), run })
    })
  const photos = attachments.filter(({ type }) => SHOWN.test(type))
  return (
    <section className="panel-card" aria-label={t('register.files')}>
      <h2>{t('register.files')}</h2>
      {attachments.length === 0 && <p className="faint">{t('register.noFiles')}</p>}
      {photos.length > 0 && (
        <ul className="device-photos">
          {photos.map((photo) => (
            <li key={photo.id}>
              <a href={`${path}/${photo.id}`} target="_blank" rel="noreferrer">
                <img src={`${path}/${photo.id}`} alt={photo.caption || photo.name} loading="lazy" decoding="async" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <ul className="rows">
        {attachments.map((file) => (
          <li key={file.id}>
            <a className="grow" href={`${path}/${file.id}`} target="_blank" rel="noreferrer">
              {file.caption || file.name}
            </a>
            <span className="faint">{sizeOf(file.bytes)}</span>
            {writes && (
              <button
                type="button"
                className="button small"
                aria-label={`${t('act.remove')} ${file.name}`}
                onClick={() => remove(file)}
              >
                {t('act.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {writes && (
        <label>
          {t('register.addFile')}{' '}
          <input
            type="file"
            accept={ATTACHMENT_CHOICE}
            onChange={(event) => {
              const chosen = event.currentTarget.files?.[0]
              event.currentTarget.value = ''
              if (chosen !== undefined) add(chosen)
            }}
          />
        </label>
      )}
    </section>
  )
}
