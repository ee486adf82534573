import { expect, it } from 'vitest'
import { namesRoom } from './names-room.ts'

it.each([
  ['101', '101 沒有聲音', true],
  ['101', '看過101、102', true],
  ['101', '1011 與 2101', false],
  ['101', '1011 與 101', true],
  ['直播室', '檢查直播室電視', true],
  ['B1 會議室', '冷氣在B1 會議室', true],
  ['A3', 'A3紙', true],
  ['A3', 'DATA30', false],
  ['', '什麼都沒有', false],
])('%s in “%s”: %s', (room, text, said) => {
  expect(namesRoom(text, room)).toBe(said)
})
