/** Preparing again, putting away, taking out, and the end of a programme for good. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { useLocation } from 'wouter'
import { Job, Media } from '../../../protocol/media.ts'
import { Problem } from '../../api.ts'
import { useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { sizeOf } from '../../uploads/upload-rate.ts'
import { useMediaAgain } from './library-queries.ts'

const Freed = Type.Object({ freedBytes: Type.Integer() })

export const Endings = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, failed, attempt } = useNotices()
  const again = useMediaAgain()
  const [inUse, setInUse] = useState<string | null>(null)
  const { id, title, state } = media
  const archived = media.archivedAt !== null
  const restore = () =>
    attempt(async () => {
      await api.send('POST', `/api/media/${id}/restore`, Media)
      await again()
      done(t('library.restored', { title }))
    })
  const archive = async (force: boolean) => {
    try {
      await api.act('DELETE', `/api/media/${id}${force ? '?force=true' : ''}`)
      await again()
      done(t('library.archived', { title }), { label: t('act.undo'), run: restore })
    } catch (error) {
      if (error instanceof Problem && error.code === 'MEDIA_IN_USE') setInUse(error.message)
      else failed(error)
    }
  }
  const retry = () =>
    attempt(async () => {
      await api.send('POST', `/api/media/${id}/retry`, Media)
      await again()
      done(t('act.asked'))
    })
  const cancel = () =>
    attempt(async () => {
      const { items } = await api.get('/api/jobs?limit=500', pageOf(Job))
      const job = items.find((each) => each.mediaId === id && (each.state === 'queued' || each.state === 'running'))
      if (job !== undefined) await api.send('POST', `/api/jobs/${job.id}/cancel`, Job)
      await again()
      done(t('library.jobStopped', { title }))
    })
  return (
    <div className="acts start">
      {state === 'queued' || state === 'preparing' ? (
        <button type="button" className="button" onClick={cancel}>
          {t('library.cancelJob')}
        </button>
      ) : (
        <button type="button" className="button" onClick={retry}>
          {t('library.retryJob')}
        </button>
      )}
      <button type="button" className="button" onClick={() => (archived ? restore() : archive(false))}>
        {archived ? t('library.restore') : t('library.archive')}
      </button>
      {archived && <Erase media={media} />}
      {inUse !== null && (
        <Dialog
          title={t('library.archive')}
          onClose={() => setInUse(null)}
          act={{ label: t('library.archiveAnyway'), run: () => archive(true) }}
        >
          <p>{inUse}</p>
        </Dialog>
      )}
    </div>
  )
}

/** Can't be undone: the one act here that asks first, and says what goes. */
const Erase = ({ media }: { readonly media: Media }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  if (!useMay('media.erase')) return null
  const erase = () =>
    attempt(async () => {
      const { freedBytes } = await api.send('DELETE', `/api/media/${media.id}/files`, Freed)
      queries.removeQueries({ queryKey: ['media', 'one', media.id] })
      go('/library')
      await queries.invalidateQueries({ queryKey: ['media'] })
      done(t('library.erased', { title: media.title, size: sizeOf(freedBytes) }))
    })
  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsked(true)}>
        {t('library.erase')}
      </button>
      {asked && (
        <Dialog
          title={t('library.erase')}
          onClose={() => setAsked(false)}
          act={{ label: t('library.eraseNow'), run: erase }}
        >
          <p>{t('library.eraseAsk', { title: media.title, size: sizeOf(media.bytes) })}</p>
        </Dialog>
      )}
    </>
  )
}
