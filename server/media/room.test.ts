import { expect, it } from 'vitest'
import { lackOfRoom } from './room.ts'

it('keeps half a gigabyte free', () => {
  expect(lackOfRoom(1e9, 1.5e9)).toBeNull()
  expect(lackOfRoom(1e9, 1.5e9 - 1)).toMatchObject({ code: 'MEDIA_DISK_FULL', params: { needed: 1500, free: 1499 } })
})
