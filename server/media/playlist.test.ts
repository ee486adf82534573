import { describe, expect, it } from 'vitest'
import { someManifest } from './media-fixture.ts'
import { multivariantPlaylist, playlistNamed } from './playlist.ts'

const manifest = someManifest('m1')

describe('a programme as HLS', () => {
  it('names its sizes, the largest first, and hands the key on', () => {
    expect(multivariantPlaylist(manifest, '?key=abc')).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="中文  全 ",LANGUAGE="zh",DEFAULT=NO,AUTOSELECT=YES,URI="subtitles-0.m3u8?key=abc"
#EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1500000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,SUBTITLES="subtitles"
720p.m3u8?key=abc
#EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1500000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=640x360,SUBTITLES="subtitles"
360p.m3u8?key=abc
`)
  })

  it('lists the segments of one size, the last at its padded length', () => {
    expect(playlistNamed(manifest, '720p')).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="/segments/${'a'.repeat(64)}.mp4"
#EXTINF:4.000,
/segments/${'b'.repeat(64)}.m4s
#EXTINF:4.000,
/segments/${'c'.repeat(64)}.m4s
#EXT-X-ENDLIST
`)
  })

  it('lists a subtitle track as one file, and nothing it has not', () => {
    expect(playlistNamed(manifest, 'subtitles-0')).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:7
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXTINF:6.500,
/segments/${'d'.repeat(64)}
#EXT-X-ENDLIST
`)
    expect(playlistNamed(manifest, 'subtitles-1')).toBeNull()
    expect(playlistNamed(manifest, 'audio')).toBeNull()
  })
})
