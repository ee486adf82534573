/** Photos and files of a request: chosen before it is sent, and added while it goes on. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ATTACHMENT_CHOICE, Attachment } from '../../../protocol/attachment.ts'
import type { RequestDetail } from '../../../protocol/request.ts'
import { type Api, address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { sizeOf } from '../../uploads/upload-rate.ts'

export const sendFile = (api: Api, id: string, file: File): Promise<Attachment> =>
  api.send('POST', address(`/api/requests/${id}/files`, { name: file.name }), Attachment, file)

export const FileChooser = ({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) => {
  const { t } = useTranslation()
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <p className="request-files">
      <input
        ref={chooser}
        className="hidden"
        type="file"
        multiple
        accept={ATTACHMENT_CHOICE}
        tabIndex={-1}
        aria-label={t('requests.addFiles')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          onFiles(files)
        }}
      />
      <button type="button" className="button" onClick={() => chooser.current?.click()}>
        {t('requests.addFiles')}
      </button>{' '}
      <span className="faint">{t('requests.filesHint')}</span>
    </p>
  )
}

export const RequestFiles = ({ request, adds }: { readonly request: RequestDetail; readonly adds: boolean }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { failed, attempt } = useNotices()
  const queries = useQueryClient()
  const { id, files } = request
  const add = async (chosen: readonly File[]) => {
    for (const file of chosen) await attempt(async () => void (await sendFile(api, id, file)))
    await queries.invalidateQueries({ queryKey: ['requests', 'detail', id] })
  }
  if (files.length === 0 && !adds) return null
  return (
    <section className="panel-card" aria-label={t('requests.files')}>
      <h2>{t('requests.files')}</h2>
      <ul className="request-thumbs">
        {files.map((file) => (
          <li key={file.id}>
            <a href={`/api/requests/${id}/files/${file.id}`} target="_blank" rel="noreferrer">
              {/^image\/(jpeg|png|webp)$/.test(file.type) && (
                <img src={`/api/requests/${id}/files/${file.id}`} alt="" loading="lazy" />
              )}
              <span>{file.name}</span>
            </a>
            <span className="faint">{sizeOf(file.bytes)}</span>
          </li>
        ))}
      </ul>
      {adds && <FileChooser onFiles={(chosen) => void add(chosen).catch(failed)} />}
    </section>
  )
}
