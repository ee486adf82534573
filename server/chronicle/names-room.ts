/** Whether a text speaks of a room. Pure. */

const isSign = (character: string | undefined): boolean => character !== undefined && /[A-Za-z0-9]/.test(character)

/**
 * Does it? A room's number is a word of its own: `101` is not in `1011`. Chinese puts nothing between its words, so there a
 * name counts wherever it stands.
 * @param room empty: none, and no text speaks of it
 */
export const namesRoom = (text: string, room: string): boolean => {
  if (room === '') return false
  for (let at = text.indexOf(room); at !== -1; at = text.indexOf(room, at + 1)) {
    const joinsBefore = isSign(room[0]) && isSign(text[at - 1])
    const joinsAfter = isSign(room.at(-1)) && isSign(text[at + room.length])
    if (!joinsBefore && !joinsAfter) return true
  }
  return false
}
