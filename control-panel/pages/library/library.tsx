/** What is in the library, what is not ready, and the way in for new files. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Upload as TusUpload } from 'tus-js-client'
import type { Media } from '../../../protocol/media.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Kit } from '../../look/kit.tsx'
import { useMediaList } from '../../queries.ts'
import { lengthOf } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Adjust } from './adjust.tsx'

const Library = () => {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [archived, setArchived] = useState(false)
  const writes = useMay('media.write')
  const media = useMediaList(search, archived)
  const items = media.data ?? []
  const waiting = items.filter((item) => item.state !== 'ready').length
  if (media.isError && media.data === undefined) return <Failed error={media.error} retry={() => media.refetch()} />
  return (
    <Kit>
      <div className="page-head">
        <h1>{t('library.title')}</h1>
        {media.data !== undefined && items.length > 0 && (
          <span className={`chip ${waiting > 0 ? 'amber' : 'ready'}`}>
            {waiting > 0 ? `▲ ${t('library.notReady', { count: waiting })}` : `✓ ${t('library.allReady')}`}
          </span>
        )}
        <Input
          type="search"
          allowClear
          aria-label={t('library.search')}
          placeholder={t('library.search')}
          style={{ width: 240 }}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <label className="check">
        <input type="checkbox" checked={archived} onChange={(event) => setArchived(event.currentTarget.checked)} />
        {t('library.onlyArchived')}
      </label>
      {writes && !archived && <Uploads />}
      <section className="panel-card">
        {media.data === undefined && <Skeleton rows={6} height={48} />}
        <ul className="rows">
          {items.map((item) => (
            <MediaRow key={item.id} media={item} archived={archived} writes={writes} />
          ))}
        </ul>
        {media.data?.length === 0 && (
          <div className="empty">
            <strong>{search === '' ? t('library.empty') : t('library.nothingFound')}</strong>
            {search === '' && <p>{t('library.emptyHint')}</p>}
          </div>
        )}
      </section>
    </Kit>
  )
}
export default Library

const LEVELS = { queued: 'grey', preparing: 'grey', ready: 'ready', refused: 'amber' } as const
const SHAPES = { queued: '…', preparing: '…', ready: '✓', refused: '▲' } as const

interface RowProps {
  readonly media: Media
  readonly archived: boolean
  readonly writes: boolean
}
const MediaRow = ({ media, archived, writes }: RowProps) => {
  const { t } = useTranslation()
  return (
    <li>
      <b className="grow">{media.title}</b>
      <span className="faint">{t(`kind.${media.kind}`)}</span>
      {media.durationMs !== null && <span className="faint">{lengthOf(media.durationMs)}</span>}
      <span className={`chip ${LEVELS[media.state]}`}>
        {SHAPES[media.state]} {t(`library.state.${media.state}`)}
      </span>
      {media.state === 'preparing' && (
        <Progress
          percent={Math.floor(media.progress * 100)}
          size="small"
          style={{ width: 160 }}
          aria-label={media.title}
        />
      )}
      {media.remainingMs !== null && media.state === 'preparing' && (
        <span>{t('library.remaining', { time: lengthOf(media.remainingMs) })}</span>
      )}
      {media.refusal !== null && <span className="grow">{media.refusal.message}</span>}
      {media.warnings.map((warning) => (
        <p key={warning} className="wide">
          ▲ {warning}
        </p>
      ))}
      {writes && (
        <details className="wide">
          <summary>
            {t('act.edit')}
            <span className="hidden"> {media.title}</span>
          </summary>
          <Adjust media={media} archived={archived} />
        </details>
      )}
    </li>
  )
}

type UploadState =
  | { readonly state: 'running' }
  | { readonly state: 'paused' }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly message: string }
interface UploadRow {
  readonly key: number
  readonly name: string
  readonly share: number
  readonly state: UploadState
  readonly upload: TusUpload
}

/** Resumable uploads (tus): one that was cut goes on from where it stopped, also after a reload. */
const Uploads = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const queries = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const nextKey = useRef(1)
  const running = useRef(new Set<TusUpload>())
  const [rows, setRows] = useState<readonly UploadRow[]>([])
  useEffect(
    () => () => {
      for (const upload of running.current) upload.abort()
    },
    [],
  )
  const change = (key: number, patch: Partial<UploadRow>) =>
    setRows((held) => held.map((row) => (row.key === key ? { ...row, ...patch } : row)))
  const start = async (file: File) => {
    const key = nextKey.current++
    const upload = new TusUpload(file, {
      endpoint: '/api/uploads',
      headers: { ...api.headers() },
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => change(key, { share: total === 0 ? 1 : sent / total }),
      onError: (error) => change(key, { state: { state: 'failed', message: error.message } }),
      onSuccess: () => {
        running.current.delete(upload)
        change(key, { share: 1, state: { state: 'done' } })
        queries.invalidateQueries({ queryKey: ['media'] })
      },
    })
    running.current.add(upload)
    setRows((held) => [...held, { key, name: file.name, share: 0, state: { state: 'running' }, upload }])
    const before = (await upload.findPreviousUploads())[0]
    if (before !== undefined) upload.resumeFromPreviousUpload(before)
    upload.start()
  }
  const take = (files: FileList | null) => {
    for (const file of files ?? []) start(file)
  }
  return (
    <section
      className="panel-card"
      aria-label={t('library.upload')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        take(event.dataTransfer.files)
      }}
    >
      <input
        ref={chooser}
        className="hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t('library.upload')}
        onChange={(event) => take(event.target.files)}
      />
      <Button type="primary" onClick={() => chooser.current?.click()}>
        {t('library.upload')}
      </Button>{' '}
      <span className="faint">{t('library.dropHint')}</span>
      <ul className="rows" aria-live="polite">
        {rows.map((row) => (
          <li key={row.key}>
            <span className="grow">{row.name}</span>
            <Progress percent={Math.floor(row.share * 100)} size="small" style={{ width: 160 }} aria-label={row.name} />
            <UploadAct row={row} change={(state) => change(row.key, { state })} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const UploadAct = ({ row, change }: { readonly row: UploadRow; readonly change: (state: UploadState) => void }) => {
  const { t } = useTranslation()
  const resume = () => {
    row.upload.start()
    change({ state: 'running' })
  }
  switch (row.state.state) {
    case 'running':
      return (
        <Button
          size="small"
          onClick={async () => {
            await row.upload.abort()
            change({ state: 'paused' })
          }}
        >
          {t('library.uploadPause')}
        </Button>
      )
    case 'paused':
      return (
        <Button size="small" onClick={resume}>
          {t('library.uploadResume')}
        </Button>
      )
    case 'failed':
      return (
        <>
          <span className="chip amber">▲ {t('library.uploadFailed', { message: row.state.message })}</span>
          <Button size="small" onClick={resume}>
            {t('library.uploadResume')}
          </Button>
        </>
      )
    case 'done':
      return <span className="chip ready">✓ {t('library.uploadDone')}</span>
  }
}
