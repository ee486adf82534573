/** Changes of one programme: asked of the server, told when it confirmed, with the way back. */
import { useTranslation } from 'react-i18next'
import type { LicenceInput } from '../../../protocol/licence.ts'
import { Media, type MediaKind } from '../../../protocol/media.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useMediaAgain } from './library-queries.ts'

export interface Patch {
  readonly title?: string
  readonly kind?: MediaKind
  readonly airDate?: string | null
  readonly audioTrack?: number
  readonly tags?: readonly string[]
  readonly inMs?: number
  readonly outMs?: number | null
  readonly licence?: LicenceInput | null
}

/** The values that a patch replaces. */
export const before = (media: Media, patch: Patch): Patch => {
  const { title, kind, airDate, tags, inMs, outMs, licence, audioTrack } = media
  const input =
    licence === null
      ? null
      : {
          kind: licence.kind,
          holder: licence.holder,
          validFrom: licence.validFrom,
          validUntil: licence.validUntil,
          note: licence.note,
        }
  const held: Patch = { title, kind, airDate, tags, inMs, outMs, licence: input }
  const all: Patch = audioTrack === null ? held : { ...held, audioTrack }
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in patch))
}

export const useChange = (media: Media): ((patch: Patch) => Promise<void>) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useMediaAgain()
  const put = async (patch: Patch) => {
    await api.send('PATCH', `/api/media/${media.id}`, Media, patch)
    await again()
  }
  return (patch) =>
    attempt(async () => {
      const back = before(media, patch)
      await put(patch)
      done(t('act.saved'), {
        label: t('act.undo'),
        run: () =>
          attempt(async () => {
            await put(back)
            done(t('act.undone'))
          }),
      })
    })
}
