/** Photos and files of a fault. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Attachment } from '../../../protocol/attachment.ts'
import type { FaultDetail } from '../../../protocol/fault-desk.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { sizeOf } from '../../uploads/upload-rate.ts'

interface Props {
  readonly fault: FaultDetail
  readonly writes: boolean
}
export const FaultPhotos = ({ fault: { id, attachments }, writes }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const base = `/api/faults/${id}/attachments`
  const refresh = () => queries.invalidateQueries({ queryKey: ['faults', 'detail', id] })
  const add = (files: readonly File[]) =>
    attempt(async () => {
      for (const file of files) await api.send('POST', address(base, { name: file.name }), Attachment, file)
      await refresh()
    })
  const remove = (fileId: string) =>
    attempt(async () => {
      await api.act('DELETE', `${base}/${fileId}`)
      await refresh()
    })
  if (attachments.length === 0 && !writes) return null
  return (
    <section className="panel-card" aria-label={t('faults.photos')}>
      <h2>{t('faults.photos')}</h2>
      <ul className="fault-photos">
        {attachments.map((file) => (
          <li key={file.id}>
            <a href={`${base}/${file.id}`} target="_blank" rel="noreferrer">
              {file.type.startsWith('image/') && file.type !== 'image/heic' ? (
                <img src={`${base}/${file.id}`} alt={file.caption || file.name} loading="lazy" />
              ) : (
                `${file.name} (${sizeOf(file.bytes)})`
              )}
            </a>
            {writes && (
              <button
                type="button"
                className="button plain small"
                aria-label={t('faults.removePhoto', { name: file.name })}
                onClick={() => remove(file.id)}
              >
                ✕
              </button>
            )}
          </li>
        ))}
      </ul>
      {writes && (
        <>
          <input
            ref={chooser}
            className="hidden"
            type="file"
            multiple
            tabIndex={-1}
            aria-label={t('faults.addPhoto')}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])]
              event.target.value = ''
              void add(files)
            }}
          />
          <button type="button" className="button" onClick={() => chooser.current?.click()}>
            {t('faults.addPhoto')}
          </button>
        </>
      )}
    </section>
  )
}
