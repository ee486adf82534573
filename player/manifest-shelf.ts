/** Which manifest belongs to a show, and which are not needed any more. Pure. */
import type { MediaManifest } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import type { Show } from './agenda.ts'

/** A programme that was prepared again has another revision; both may be held while the plan changes over. */
export const manifestKey = (mediaId: string, revision: string): string => `${mediaId}@${revision}`

/** The manifest of a show, by key. A plan that names no revision takes the newest that came. */
export const manifestFor = (
  held: ReadonlyMap<string, MediaManifest>,
  { mediaId, revision }: Pick<Show, 'mediaId' | 'revision'>,
): MediaManifest | null => {
  if (revision !== null) return held.get(manifestKey(mediaId, revision)) ?? null
  return [...held.values()].findLast((manifest) => manifest.mediaId === mediaId) ?? null
}

/** Keys of those that no airing of the plan needs: another programme's, or another revision. */
export const unneededManifests = (
  held: ReadonlyMap<string, MediaManifest>,
  plan: Pick<HeldPlan, 'airings' | 'media'>,
): readonly string[] => {
  const planned = new Set(plan.airings.flatMap(({ mediaId }) => mediaId ?? []))
  const needed = [...planned].map((mediaId) =>
    manifestFor(held, { mediaId, revision: plan.media.find(({ id }) => id === mediaId)?.revision ?? null }),
  )
  return [...held].filter(([, manifest]) => !needed.includes(manifest)).map(([key]) => key)
}
