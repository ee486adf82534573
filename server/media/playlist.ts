/** A prepared programme as HLS video on demand (RFC 8216), written from its manifest. */
import { type MediaManifest, type Rendition, segmentPath } from '../../protocol/media.ts'

/** The media type of RFC 8216 §10. */
export const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl'

const HEAD = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

/**
 * Every size of a programme, the first to try first.
 * @param query `?key=…` to hand on to the playlists it names, or nothing
 */
export const multivariantPlaylist = (manifest: MediaManifest, query = ''): string => {
  const lines = [...HEAD]
  manifest.subtitles.forEach((subtitle, index) => {
    lines.push(
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="${quoted(subtitle.name)}",LANGUAGE="${quoted(subtitle.language)}",` +
        `DEFAULT=NO,AUTOSELECT=YES,URI="${subtitleName(index)}.m3u8${query}"`,
    )
  })
  for (const rendition of inOrder(manifest.renditions)) {
    const picture = rendition.width > 0 ? `,RESOLUTION=${rendition.width}x${rendition.height}` : ''
    const subtitles = manifest.subtitles.length > 0 ? ',SUBTITLES="subtitles"' : ''
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${rendition.bandwidth},AVERAGE-BANDWIDTH=${rendition.averageBandwidth},` +
        `CODECS="${rendition.codecs}"${picture}${subtitles}`,
      `${rendition.name}.m3u8${query}`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** What has a picture first, larger first: a player begins with the first (RFC 8216 §6.2.4). */
const inOrder = (renditions: readonly Rendition[]): Rendition[] => [...renditions].sort((a, b) => b.height - a.height)

/** A quoted string may hold neither quotes nor line ends (RFC 8216 §4.2). */
const quoted = (text: string): string => text.replace(/["\r\n]/g, ' ')

export const subtitleName = (index: number): string => `subtitles-${index}`

/**
 * One size of a programme. The last segment keeps its full length although the programme may end inside it: EXTINF
 * names what the segment holds, and it was padded when it was packaged. The true length is in the manifest.
 */
export const renditionPlaylist = (rendition: Rendition): string => {
  const longest = Math.max(...rendition.segments.map((segment) => segment.durationMs), 0)
  return `${[
    ...HEAD,
    `#EXT-X-TARGETDURATION:${Math.round(longest / 1000)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-MAP:URI="${segmentPath(rendition.init.sha256)}.mp4"`,
    ...rendition.segments.flatMap((segment) => [
      `#EXTINF:${seconds(segment.durationMs)},`,
      `${segmentPath(segment.sha256)}.m4s`,
    ]),
    '#EXT-X-ENDLIST',
  ].join('\n')}\n`
}

/** One subtitle track: a single WebVTT file as long as the programme. */
const subtitlePlaylist = (manifest: MediaManifest, sha256: string): string =>
  `${[
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(manifest.durationMs / 1000)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${seconds(manifest.durationMs)},`,
    segmentPath(sha256),
    '#EXT-X-ENDLIST',
  ].join('\n')}\n`

/** The playlist of that name (`720p`, `audio`, `subtitles-0`); null when the programme has none. */
export const playlistNamed = (manifest: MediaManifest, name: string): string | null => {
  const rendition = manifest.renditions.find((each) => each.name === name)
  if (rendition !== undefined) return renditionPlaylist(rendition)
  const subtitle = manifest.subtitles.find((_, index) => subtitleName(index) === name)
  return subtitle === undefined ? null : subtitlePlaylist(manifest, subtitle.sha256)
}
