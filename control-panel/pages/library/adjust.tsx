/** What can be changed of one programme: how it is filed, whether it is kept at hand, its preparation. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Job, Media, MediaKind } from '../../../protocol/media.ts'
import { Problem } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'

const KINDS = MediaKind.anyOf.map((kind) => kind.const)

interface Props {
  readonly media: Media
  readonly archived: boolean
}
export const Adjust = ({ media, archived }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, failed, attempt } = useNotices()
  const queries = useQueryClient()
  const [inUse, setInUse] = useState<string | null>(null)
  const { id, title } = media
  const again = () => queries.invalidateQueries({ queryKey: ['media'] })
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const airDate = String(fields.get('airDate') ?? '')
    const body = {
      title: String(fields.get('title') ?? '').trim(),
      kind: String(fields.get('kind') ?? ''),
      airDate: airDate === '' ? null : airDate,
    }
    return attempt(async () => {
      await api.send('PATCH', `/api/media/${id}`, Media, body)
      await again()
      done(t('act.saved'))
    })
  }
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
    <>
      <form key={`${title} ${media.kind} ${media.airDate}`} className="fields row" onSubmit={save}>
        <div>
          <label htmlFor={`title-${id}`}>{t('library.name')}</label>
          <input id={`title-${id}`} name="title" required maxLength={120} defaultValue={title} />
        </div>
        <div>
          <label htmlFor={`kind-${id}`}>{t('library.kind')}</label>
          <select id={`kind-${id}`} name="kind" defaultValue={media.kind}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`date-${id}`}>{t('library.airDate')}</label>
          <input id={`date-${id}`} name="airDate" type="date" defaultValue={media.airDate ?? ''} />
        </div>
        <button type="submit" className="button primary">
          {t('act.save')}
        </button>
      </form>
      <div className="acts start">
        {(media.state === 'queued' || media.state === 'preparing') && (
          <button type="button" className="button" onClick={cancel}>
            {t('library.cancelJob')}
          </button>
        )}
        {media.state === 'refused' && (
          <button type="button" className="button" onClick={retry}>
            {t('library.retryJob')}
          </button>
        )}
        <button type="button" className="button" onClick={() => (archived ? restore() : archive(false))}>
          {archived ? t('library.restore') : t('library.archive')}
        </button>
      </div>
      {inUse !== null && (
        <Dialog
          title={t('library.archive')}
          onClose={() => setInUse(null)}
          act={{ label: t('library.archiveAnyway'), run: () => archive(true) }}
        >
          <p>{inUse}</p>
        </Dialog>
      )}
    </>
  )
}
