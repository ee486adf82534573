/** What is heard: which of the file's tracks, how loud, and what is worth knowing. */
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../protocol/media.ts'
import { useLanguage } from '../../context.tsx'
import type { Patch } from './programme-changes.ts'

interface Props {
  readonly media: Media
  readonly change: ((patch: Patch) => Promise<void>) | null
}
export const Sound = ({ media, change }: Props) => {
  const { t } = useTranslation()
  const { audioTracks, audioTrack, loudnessLufs, truePeakDbtp, warnings } = media
  const nameOf = useTrackName()
  if (media.revision === null) return null
  return (
    <section className="panel-card" aria-label={t('library.sound')}>
      <h2>{t('library.sound')}</h2>
      {!media.hasAudio && <p>{t('library.silent')}</p>}
      {loudnessLufs !== null && (
        <p>{t('library.loudnessIs', { lufs: loudnessLufs.toFixed(1), peak: (truePeakDbtp ?? 0).toFixed(1) })}</p>
      )}
      {audioTracks.length > 1 && (
        <fieldset className="choices" aria-label={t('library.audioTrack')}>
          {audioTracks.map((track) => (
            <button
              key={track.index}
              type="button"
              aria-pressed={track.index === audioTrack}
              disabled={change === null}
              onClick={() => track.index !== audioTrack && change?.({ audioTrack: track.index })}
            >
              {nameOf(track)}
            </button>
          ))}
        </fieldset>
      )}
      {audioTracks.length > 1 && change !== null && <p className="faint">{t('library.trackHint')}</p>}
      {warnings.map((warning) => (
        <p key={warning}>▲ {warning}</p>
      ))}
    </section>
  )
}

const useTrackName = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  return ({ index, language: spoken, title, channels }: Media['audioTracks'][number]): string => {
    const words: string[] = [t('library.trackNumber', { number: index + 1 })]
    const named = spoken === null || spoken === 'und' ? null : languageName(spoken, language)
    if (named !== null) words.push(named)
    if (title !== null && title !== '') words.push(title)
    if (channels > 2) words.push(t('library.channels', { count: channels }))
    return words.join(' · ')
  }
}

/** `zho` as 中文; a code that nobody knows as it is. */
export const languageName = (code: string, language: string): string => {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code
  } catch (error) {
    if (error instanceof RangeError) return code
    throw error
  }
}
