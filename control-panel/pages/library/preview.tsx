/** A look at what is packaged, as the TVs will play it: frame by frame, with its picture strip and its sound. */
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import type { Media, MediaManifest } from '../../../protocol/media.ts'
import { segmentPath } from '../../../protocol/media.ts'
import { usePanel } from '../../context.tsx'
import { lengthOf } from '../../school-time.ts'
import { FRAME_MS, previewAct } from './preview-keys.ts'
import { partMs, type Trim, withIn, withOut } from './trim.ts'

interface Props {
  readonly media: Media
  readonly manifest: MediaManifest
  /** Null: only to look at. */
  readonly decide: {
    readonly trim: (trim: Trim) => void
    readonly poster: (atMs: number) => void
  } | null
}
export const Preview = ({ media, manifest, decide }: Props) => {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const [atMs, setAtMs] = useState(0)
  const problem = usePlayer(video, media)
  const [refused, setRefused] = useState(false)
  const { durationMs } = manifest
  const trim: Trim = { inMs: media.inMs, outMs: media.outMs }
  const jump = (toMs: number) => {
    if (video.current !== null) video.current.currentTime = Math.min(Math.max(0, toMs), durationMs - 1) / 1000
  }
  const play = () => {
    const element = video.current
    if (element === null) return
    if (!element.paused) return element.pause()
    element.play().then(
      () => setRefused(false),
      // Paused, or given another revision, before it began: that was asked for.
      (error: unknown) => setRefused(!(error instanceof DOMException && error.name === 'AbortError')),
    )
  }
  const press = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest('button, input, select, textarea') !== null) return
    const act =
      event.ctrlKey || event.metaKey || event.altKey ? null : previewAct(event.key, event.shiftKey, durationMs)
    if (act === null || video.current === null) return
    event.preventDefault()
    const now = video.current.currentTime * 1000
    switch (act.type) {
      case 'play':
        return play()
      case 'move':
        video.current.pause()
        return jump(now + act.byMs)
      case 'jump':
        return jump(act.toMs)
      case 'mark':
        return decide?.trim(act.edge === 'in' ? withIn(trim, now) : withOut(trim, now, durationMs))
      default:
        return act satisfies never
    }
  }
  return (
    <section className="panel-card preview-place" aria-label={t('library.preview')} onKeyDown={press}>
      {/* biome-ignore lint/a11y/useMediaCaption: subtitles are offered by the stream */}
      <video
        ref={video}
        className="preview-stage"
        tabIndex={0}
        aria-label={t('library.previewOf', { title: media.title })}
        poster={media.posterUrl ?? undefined}
        playsInline
        preload="metadata"
        onClick={play}
        onTimeUpdate={(event) => setAtMs(event.currentTarget.currentTime * 1000)}
        onSeeked={(event) => setAtMs(event.currentTarget.currentTime * 1000)}
      />
      {(problem || refused) && <p className="notice amber">▲ {t('library.previewFailed')}</p>}
      <Strip manifest={manifest} trim={trim} atMs={atMs} jump={jump} />
      {manifest.waveform !== null && <Waveform sha256={manifest.waveform.sha256} />}
      <div className="preview-acts">
        <span className="preview-time">
          {lengthOf(atMs)} / {lengthOf(durationMs)}
        </span>
        <button type="button" className="button small" onClick={play}>
          {t('library.playPause')}
        </button>
        <button type="button" className="button small" onClick={() => jump(atMs - FRAME_MS)}>
          ◂ {t('library.frameBack')}
        </button>
        <button type="button" className="button small" onClick={() => jump(atMs + FRAME_MS)}>
          {t('library.frameOn')} ▸
        </button>
        {decide !== null && (
          <>
            <button type="button" className="button small" onClick={() => decide.trim(withIn(trim, atMs))}>
              {t('library.markIn')}
            </button>
            <button type="button" className="button small" onClick={() => decide.trim(withOut(trim, atMs, durationMs))}>
              {t('library.markOut')}
            </button>
            {(trim.inMs > 0 || trim.outMs !== null) && (
              <button type="button" className="button small" onClick={() => decide.trim({ inMs: 0, outMs: null })}>
                {t('library.markNone')}
              </button>
            )}
            {media.hasVideo && (
              <button type="button" className="button small" onClick={() => decide.poster(Math.floor(atMs))}>
                {t('library.asPoster')}
              </button>
            )}
          </>
        )}
      </div>
      <p className="faint" role="status">
        {trim.inMs === 0 && trim.outMs === null
          ? t('library.airsWhole')
          : t('library.airsPart', {
              from: lengthOf(trim.inMs),
              to: lengthOf(trim.outMs ?? durationMs),
              length: lengthOf(partMs(trim, durationMs)),
            })}{' '}
        <span className="preview-keys">{t('library.previewKeys')}</span>
      </p>
    </section>
  )
}

/** Plays the packaged programme by hls.js; true when it can't. */
const usePlayer = (video: { readonly current: HTMLVideoElement | null }, { id, revision }: Media): boolean => {
  const [failed, setFailed] = useState(false)
  // A new revision is another stream at the same address.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const element = video.current
    if (element === null) return
    let ended = false
    let end: () => void = () => undefined
    setFailed(false)
    import('hls.js').then(
      ({ default: Hls }) => {
        if (ended || !Hls.isSupported()) return setFailed(!ended)
        const player = new Hls({ maxBufferLength: 20, enableWorker: false })
        end = () => player.destroy()
        player.on(Hls.Events.ERROR, (_event, { fatal }) => fatal && setFailed(true))
        player.loadSource(`/media/${id}/index.m3u8`)
        player.attachMedia(element)
      },
      () => setFailed(true),
    )
    return () => {
      ended = true
      end()
    }
  }, [video, id, revision])
  return failed
}

interface StripProps {
  readonly manifest: MediaManifest
  readonly trim: Trim
  readonly atMs: number
  readonly jump: (toMs: number) => void
}
const TILES = 10

/** The programme as a strip of pictures; pressing it jumps there. */
const Strip = ({ manifest: { thumbnails, durationMs }, trim, atMs, jump }: StripProps) => {
  const { t } = useTranslation()
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    // From the keyboard there is no place that was pressed.
    if (event.detail > 0) jump(((event.clientX - left) / width) * durationMs)
  }
  const percent = (ms: number) => `${(ms / durationMs) * 100}%`
  return (
    <button type="button" className="strip" aria-label={t('library.strip')} onClick={press}>
      <span className="strip-tiles">
        {thumbnails !== null &&
          Array.from({ length: TILES }, (_, index) => {
            const middle = ((index + 0.5) / TILES) * durationMs
            const tile = Math.min(Math.floor(middle / thumbnails.everyMs), thumbnails.columns * thumbnails.rows - 1)
            const [column, row] = [tile % thumbnails.columns, Math.floor(tile / thumbnails.columns)]
            const along = (at: number, count: number) => (count > 1 ? `${(at / (count - 1)) * 100}%` : '0')
            return (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: places on a line
                key={index}
                className="strip-tile"
                style={{
                  backgroundImage: `url(${segmentPath(thumbnails.sha256)})`,
                  backgroundSize: `${thumbnails.columns * 100}% ${thumbnails.rows * 100}%`,
                  backgroundPosition: `${along(column, thumbnails.columns)} ${along(row, thumbnails.rows)}`,
                }}
              />
            )
          })}
      </span>
      <span className="strip-off" style={{ left: 0, width: percent(trim.inMs) }} />
      {trim.outMs !== null && <span className="strip-off" style={{ left: percent(trim.outMs), right: 0 }} />}
      <span className="strip-head" style={{ left: percent(Math.min(atMs, durationMs)) }} />
    </button>
  )
}

const WaveformContent = Type.Object({ peaks: Type.Array(Type.Number()), everyMs: Type.Number() })
const WAVE = { width: 1000, height: 100 }

const Waveform = ({ sha256 }: { readonly sha256: string }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const wave = useQuery({
    queryKey: ['waveform', sha256],
    queryFn: () => api.get(segmentPath(sha256), WaveformContent),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const peaks = wave.data?.peaks ?? []
  const line = peaks.map((peak, index) => {
    const x = ((index / Math.max(1, peaks.length)) * WAVE.width).toFixed(1)
    const half = Math.max(0.5, (peak * WAVE.height) / 2)
    return `M${x} ${(WAVE.height / 2 - half).toFixed(1)}V${(WAVE.height / 2 + half).toFixed(1)}`
  })
  return (
    <svg
      className="wave"
      viewBox={`0 0 ${WAVE.width} ${WAVE.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('library.waveform')}
    >
      <path d={line.join('')} stroke="currentColor" strokeWidth="1" vectorEffect="non-scaling-stroke" fill="none" />
    </svg>
  )
}
