/** Where an audience goes on when the parts of a film series were changed. Pure. */

/**
 * The same part at its new index. A part that is gone leaves its audience at the same index, from the start; one that
 * had seen everything goes on with what was added.
 * @param place index from 0 and position in milliseconds; the index is the number of parts when all were shown
 */
export const placeAmong = <Place extends { readonly episode: number; readonly positionMs: number }>(
  place: Place,
  before: readonly string[],
  after: readonly string[],
): Place => {
  const current = before[place.episode]
  const stays = current !== undefined && after[place.episode] === current
  const moved = stays ? place.episode : current === undefined ? -1 : after.indexOf(current)
  if (moved >= 0) return { ...place, episode: moved }
  return { ...place, episode: Math.min(place.episode, after.length), positionMs: 0 }
}
