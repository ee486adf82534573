import { expect, test } from 'vitest'
import { chooseTrack, examine } from './source.ts'

const file = { demuxer: 'mov', path: '/m/x' } as const
const video = { index: 0, codec_type: 'video', codec_name: 'h264', width: 1920, height: 1080 }
const audio = { index: 1, codec_type: 'audio', codec_name: 'aac', channels: 2, sample_rate: '48000' }
const examined = (streams: object[], format: object = { duration: '60.0' }) =>
  examine(file, JSON.stringify({ streams, format }))

test('what could harm or not be played is refused', () => {
  const codes = [
    examine(file, 'x'),
    examine(file, '{}'),
    examined([]),
    examined([{ ...video, width: 8192, height: 8192 }]),
    examined([{ ...video, width: 30_000, height: 2 }]),
    examined(Array.from({ length: 41 }, (_, index) => ({ ...audio, index }))),
    examined([audio], { duration: '21601' }),
    examined([{ ...video, codec_name: 'none' }]),
  ].map((one) => (one.type === 'refused' ? one.code : one.type))
  expect(codes).toEqual([
    ...['MEDIA_UNREADABLE', 'MEDIA_UNREADABLE', 'MEDIA_NO_STREAMS', 'MEDIA_TOO_MANY_PIXELS', 'MEDIA_TOO_MANY_PIXELS'],
    ...['MEDIA_TOO_MANY_STREAMS', 'MEDIA_TOO_LONG', 'MEDIA_CODEC_UNKNOWN'],
  ])
})

test('facts of the picture: turn, pixel shape, interlacing, HDR', () => {
  const stream = {
    ...{ ...video, side_data_list: [{ rotation: -90 }], sample_aspect_ratio: '8:9', field_order: 'tb' },
    ...{ color_transfer: 'smpte2084', avg_frame_rate: '30000/1001' },
  }
  const found = examined([stream, audio])
  expect(found.type === 'source' ? found.source.picture : null).toMatchObject({
    ...{ rotation: 90, pixelShape: 8 / 9, interlaced: true, hdr: true, averageFps: 30_000 / 1001 },
  })
})

test('colour that nobody describes is taken for what its size was made with', () => {
  const matrix = (facts: object) => {
    const found = examined([{ ...video, ...facts }])
    return found.type === 'source' ? found.source.picture?.matrix : found.code
  }
  expect([matrix({}), matrix({ height: 576 }), matrix({ color_space: 'unknown' })]).toEqual(['bt709', 'bt601', 'bt709'])
  expect([matrix({ color_space: 'bt470bg' }), matrix({ height: 480, color_space: 'bt709' })]).toEqual([
    'bt601',
    'bt709',
  ])
})

test('a cover is no picture; the default track airs unless another was chosen', () => {
  const cover = { ...video, index: 3, disposition: { attached_pic: 1 } }
  const found = examined([audio, { ...audio, index: 2, disposition: { default: 1 } }, cover])
  if (found.type !== 'source') throw new Error(found.code)
  const { picture, sound } = found.source
  expect([picture, found.source.cover]).toEqual([null, 3])
  expect([null, 0, 7].map((chosen) => chooseTrack(sound, chosen)?.index)).toEqual([1, 0, 1])
  expect(chooseTrack([], null)).toBeNull()
})
