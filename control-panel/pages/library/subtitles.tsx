/** Subtitles: which there are, another from a file, earlier or later. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import type { Media } from '../../../protocol/media.ts'
import { SubtitleInput, type SubtitleTrack } from '../../../protocol/programme.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Tracks, useMediaAgain, useSubtitles } from './library-queries.ts'
import { languageName } from './sound.tsx'

const STEPS_MS = [-1000, -100, 100, 1000]
const Removed = Type.Object({ ...Tracks.properties, removed: SubtitleInput })

export const Subtitles = ({ media, writes }: { readonly media: Media; readonly writes: boolean }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useMediaAgain()
  const chooser = useRef<HTMLInputElement>(null)
  const tracks = useSubtitles(media)
  const path = `/api/media/${media.id}/subtitles`
  if (media.revision === null) return null
  const add = (file: File) =>
    attempt(async () => {
      await api.send('POST', path, Tracks, await subtitleOf(file))
      await again()
      done(t('library.subtitleAdded', { name: file.name }))
    })
  const move = (track: SubtitleTrack, shiftMs: number) =>
    attempt(async () => {
      await api.send('PATCH', `${path}/${track.id}`, Tracks, { shiftMs })
      await again()
    })
  const remove = (track: SubtitleTrack) =>
    attempt(async () => {
      const { removed } = await api.send('DELETE', `${path}/${track.id}`, Removed)
      await again()
      const run = () =>
        attempt(async () => {
          await api.send('POST', path, Tracks, removed)
          await again()
          done(t('act.undone'))
        })
      done(t('library.subtitleRemoved', { name: track.name }), { label: t('act.undo'), run })
    })
  return (
    <section className="panel-card" aria-label={t('library.subtitles')}>
      <h2>{t('library.subtitles')}</h2>
      {tracks.data?.length === 0 && <p className="faint">{t('library.noSubtitles')}</p>}
      <ul className="rows">
        {tracks.data?.map((track) => (
          <Track key={track.id} track={track} acts={writes ? { move, remove } : null} />
        ))}
      </ul>
      {writes && (
        <>
          <input
            ref={chooser}
            className="hidden"
            type="file"
            accept=".vtt,.srt,text/vtt,application/x-subrip"
            tabIndex={-1}
            aria-label={t('library.subtitleFile')}
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file !== undefined) add(file)
            }}
          />
          <button type="button" className="button" onClick={() => chooser.current?.click()}>
            {t('library.subtitleAdd')}
          </button>
        </>
      )}
    </section>
  )
}

interface TrackProps {
  readonly track: SubtitleTrack
  readonly acts: {
    readonly move: (track: SubtitleTrack, shiftMs: number) => void
    readonly remove: (track: SubtitleTrack) => void
  } | null
}
const Track = ({ track, acts }: TrackProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const seconds = (ms: number) => `${ms > 0 ? '+' : ms < 0 ? '−' : ''}${Math.abs(ms / 1000).toFixed(1)}`
  return (
    <li>
      <span className="grow">
        {track.name} <span className="faint">{languageName(track.language, language)}</span>
      </span>
      <span>{t('library.shift', { seconds: seconds(track.shiftMs) })}</span>
      {acts !== null && (
        <span className="upload-acts">
          {STEPS_MS.map((step) => (
            <button
              key={step}
              type="button"
              className="button small"
              aria-label={t('library.shiftBy', { name: track.name, seconds: seconds(step) })}
              onClick={() => acts.move(track, track.shiftMs + step)}
            >
              {seconds(step)}
            </button>
          ))}
          <button type="button" className="button small" onClick={() => acts.remove(track)}>
            {t('act.remove')}
            <span className="hidden"> {track.name}</span>
          </button>
        </span>
      )}
    </li>
  )
}

/** Old files from here are often Big5; a language in the name (`film.en.srt`) is believed, else it is Chinese. */
const subtitleOf = async (file: File): Promise<SubtitleInput> => {
  const bytes = await file.arrayBuffer()
  const [, code] = /\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.(?:srt|vtt)$/i.exec(file.name) ?? []
  return {
    language: code ?? 'zh-Hant',
    name: file.name.replace(/\.(srt|vtt)$/i, '').slice(0, 60) || 'subtitles',
    text: decoded(bytes),
  }
}

const decoded = (bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('big5').decode(bytes)
    throw error
  }
}
