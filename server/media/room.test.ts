import { expect, it } from 'vitest'
import { lackOfRoom, ranOutOfRoom } from './room.ts'

it('keeps half a gigabyte free', () => {
  expect(lackOfRoom(1e9, 1.5e9)).toBeNull()
  expect(lackOfRoom(1e9, 1.5e9 - 1)).toMatchObject({ code: 'MEDIA_DISK_FULL', params: { needed: 1500, free: 1499 } })
})

it('knows a disk that filled up meanwhile by what ffmpeg and Node say', () => {
  const full = { code: 'MEDIA_DISK_FULL', params: { needed: 500, free: 3 } }
  expect(ranOutOfRoom('av_interleaved_write_frame(): No space left on device', 3e6)).toMatchObject(full)
  expect(ranOutOfRoom('Error: ENOSPC: no space left on device, write', 3e6)).toMatchObject(full)
  expect(ranOutOfRoom('Invalid data found when processing input', 3e6)).toBeNull()
})
