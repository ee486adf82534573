import { expect, test } from 'vitest'
import { someManifest } from './media-fixture.ts'
import { localPlaylist, sceneAt, scenesCommand, smallestPicture } from './scenes.ts'

test.each([
  ['frame:0    pts:48048   pts_time:2.002', 2002],
  ['frame:12   pts:960000  pts_time:40', 40_000],
  ['lavfi.scene_score=0.912000', null],
  ['', null],
])('%j', (line, expected) => expect(sceneAt(line)).toBe(expected))

test('the smallest picture, as local files; sound alone has none', () => {
  const manifest = someManifest('m')
  const picture = smallestPicture(manifest)
  expect(picture?.name).toBe('360p')
  if (picture === null) throw new Error('no picture')
  const playlist = localPlaylist(picture, (sha256) => `/o/${sha256.slice(0, 2)}`)
  expect(playlist).toContain('#EXT-X-MAP:URI="/o/aa"\n#EXTINF:4,\n/o/bb\n#EXTINF:4,\n/o/cc\n#EXT-X-ENDLIST\n')
  expect(smallestPicture({ ...manifest, renditions: [] })).toBeNull()
})

test('only local files are opened', () => {
  const { args } = scenesCommand('/w/picture.m3u8')
  expect(args.slice(0, args.indexOf('-i'))).toEqual(expect.arrayContaining(['-nostdin', '-protocol_whitelist', 'file']))
})
