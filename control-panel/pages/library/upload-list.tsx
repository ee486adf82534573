/** The way in: files chosen or dropped anywhere on the page, each with its progress and how it will be filed. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { MediaKind } from '../../../protocol/media.ts'
import { lengthOf } from '../../school-time.ts'
import type { QueuedUpload } from '../../uploads/upload-queue.ts'
import { remainingOf, sizeOf } from '../../uploads/upload-rate.ts'
import { useUploadList, useUploads } from '../../uploads/uploads.tsx'
import { useProgramme } from './library-queries.ts'
import { StateChip } from './state-chip.tsx'

const KINDS = MediaKind.anyOf.map((kind) => kind.const)

export const UploadList = () => {
  const { t } = useTranslation()
  const queue = useUploads()
  const rows = useUploadList().filter(({ bookingId }) => bookingId === null)
  const chooser = useRef<HTMLInputElement>(null)
  const dropping = useDropAnywhere((files) => queue.add(files))
  return (
    <section className="panel-card" aria-label={t('library.upload')}>
      {dropping && (
        <div className="drop-here" aria-hidden="true">
          {t('library.drop')}
        </div>
      )}
      <input
        ref={chooser}
        className="hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t('library.chooseFiles')}
        onChange={(event) => {
          queue.add(event.target.files ?? [])
          event.target.value = ''
        }}
      />
      <div className="acts start upload-head">
        <button type="button" className="button primary" onClick={() => chooser.current?.click()}>
          {t('library.upload')}
        </button>
        <span className="faint">{t('library.dropHint')}</span>
      </div>
      <ul className="rows upload-rows">
        {rows.map((row) => (
          <UploadRow key={row.key} row={row} />
        ))}
      </ul>
      <LeftUploads changed={rows.length} />
    </section>
  )
}

/** True while files are held over the page. */
const useDropAnywhere = (take: (files: FileList) => void): boolean => {
  const [over, setOver] = useState(false)
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const hold = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer !== null) latest.current(event.dataTransfer.files)
    }
    const listeners = { dragenter: hold, dragover: hold, dragleave: leave, drop } as const
    for (const [name, listen] of Object.entries(listeners))
      window.addEventListener(name as keyof typeof listeners, listen)
    return () => {
      for (const [name, listen] of Object.entries(listeners))
        window.removeEventListener(name as keyof typeof listeners, listen)
    }
  }, [])
  return over
}

const UploadRow = ({ row }: { readonly row: QueuedUpload }) => {
  const { t } = useTranslation()
  const queue = useUploads()
  const { key, name, kind, airDate, state, unfiled } = row
  return (
    <li>
      <span className="grow upload-name">{name}</span>
      <span className="upload-filing">
        <select
          aria-label={`${t('library.kind')} ${name}`}
          value={kind}
          onChange={(event) => {
            const chosen = KINDS.find((each) => each === event.target.value)
            if (chosen !== undefined) queue.file(key, { kind: chosen, airDate })
          }}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`kind.${each}`)}
            </option>
          ))}
        </select>
        <input
          type="date"
          aria-label={`${t('library.airDate')} ${name}`}
          value={airDate}
          onChange={(event) => queue.file(key, { kind, airDate: event.target.value })}
        />
      </span>
      <Progress row={row} />
      <Acts row={row} />
      {state.type === 'failed' && (
        <p className="wide">
          <span className="chip amber">▲</span> {state.message === '' ? t('library.uploadCut') : state.message}
        </p>
      )}
      {unfiled !== null && (
        <p className="wide" role="alert">
          <span className="chip amber">▲</span> {t('library.unfiled', { why: unfiled })}{' '}
          <button type="button" className="button small" onClick={() => queue.file(key, { kind, airDate })}>
            {t('act.retry')}
            <span className="hidden"> {name}</span>
          </button>
        </p>
      )}
      {state.type === 'done' && state.mediaId !== null && <Arrived id={state.mediaId} />}
    </li>
  )
}

/** How far it is, how fast, and how long it will take. */
export const Progress = ({ row: { bytes, sent, rate, state, name } }: { readonly row: QueuedUpload }) => {
  const { t } = useTranslation()
  const remaining = remainingOf(rate, bytes - sent)
  const words = [
    `${sizeOf(sent)} / ${sizeOf(bytes)}`,
    ...(rate === null ? [] : [t('library.perSecond', { size: sizeOf(rate) })]),
    ...(remaining === null ? [] : [t('library.remaining', { time: lengthOf(remaining) })]),
  ]
  return (
    <span className="upload-progress">
      <progress max={Math.max(1, bytes)} value={bytes === 0 ? 1 : sent} aria-label={name} />
      <span className="faint">{state.type === 'waiting' ? t('library.uploadWaits') : words.join(' · ')}</span>
    </span>
  )
}

export const Acts = ({ row: { key, name, state } }: { readonly row: QueuedUpload }) => {
  const { t } = useTranslation()
  const queue = useUploads()
  const act = (label: string, run: (key: number) => void) => (
    <button type="button" className="button small" onClick={() => run(key)}>
      {label}
      <span className="hidden"> {name}</span>
    </button>
  )
  return (
    <span className="upload-acts">
      {(state.type === 'running' || state.type === 'waiting') && act(t('library.uploadPause'), queue.pause)}
      {(state.type === 'paused' || (state.type === 'failed' && !state.final)) &&
        act(t('library.uploadResume'), queue.resume)}
      {state.type === 'done' ? act(t('act.close'), queue.remove) : act(t('library.uploadDrop'), queue.remove)}
    </span>
  )
}

/** What becomes of it in the library: the refusal of a preparation is told beside the file, too. */
const Arrived = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation()
  const { data: media } = useProgramme(id)
  if (media === undefined) return <p className="wide">✓ {t('library.uploadDone')}</p>
  return (
    <p className="wide">
      <Link href={`/library/${id}`}>{media.title}</Link> <StateChip media={media} /> {media.refusal?.message}
    </p>
  )
}

/** Half-way uploads of an earlier visit: the browser may go on with them once it is given the same file. */
const LeftUploads = ({ changed }: { readonly changed: number }) => {
  const { t } = useTranslation()
  const queue = useUploads()
  const left = useQuery({ queryKey: ['left-uploads', changed], queryFn: queue.left, gcTime: 0 })
  const own = left.data?.filter(({ bookingId }) => bookingId === null) ?? []
  if (own.length === 0) return null
  return (
    <div>
      <p className="faint">{t('library.leftUploads')}</p>
      <ul className="rows">
        {own.map(({ key, name, bytes }) => (
          <li key={key}>
            <span className="grow">{name}</span>
            {bytes !== null && <span className="faint">{sizeOf(bytes)}</span>}
            <button
              type="button"
              className="button small"
              onClick={() =>
                queue.forget(key).then(
                  () => left.refetch(),
                  () => left.refetch(),
                )
              }
            >
              {t('library.forgetUpload')}
              <span className="hidden"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
