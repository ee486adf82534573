/** Where something new begins in a picture: changes of scene, by ffmpeg's scene score. */
import { type MediaManifest, type Rendition, SEGMENT_MS, type StoredObject } from '../../protocol/media.ts'
import type { Command } from './runner.ts'

/** Of 1; a cut is above, a pan or a flash of light below (ffmpeg-filters, `select`: 0.3 to 0.5 is sane). */
const SCORE = 0.35

/** The smallest picture is enough and the least work. Null: there is none. */
export const smallestPicture = (manifest: MediaManifest): Rendition | null =>
  manifest.renditions
    .filter(({ height }) => height > 0)
    .reduce<Rendition | null>((best, each) => (best === null || each.height < best.height ? each : best), null)

/** The packaged programme as a playlist of local files. @param path where an object lies, absolute */
export const localPlaylist = (rendition: Rendition, path: (sha256: string) => string): string => {
  const seconds = SEGMENT_MS / 1000
  const segment = ({ sha256 }: StoredObject): string => `#EXTINF:${seconds},\n${path(sha256)}`
  return [
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${seconds}`, '#EXT-X-PLAYLIST-TYPE:VOD'],
    `#EXT-X-MAP:URI="${path(rendition.init.sha256)}"`,
    ...rendition.segments.map(segment),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')
}

/** Prints the instants of changes on its standard output. @param playlist of our own making, absolute */
export const scenesCommand = (playlist: string): Command => ({
  program: 'ffmpeg',
  args: [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-threads', '1'],
    ...['-protocol_whitelist', 'file', '-allowed_extensions', 'ALL', '-f', 'hls', '-i', playlist],
    ...['-an', '-sn', '-vf', `scale=160:-2,select=gt(scene\\,${SCORE}),metadata=mode=print:file=-`],
    ...['-f', 'null', '-'],
  ],
})

const SHOWN = /^frame:\d+\s+pts:\S+\s+pts_time:(\d+(?:\.\d+)?)/

/** A change's position from a line that ffmpeg printed, milliseconds; null: the line is about something else. */
export const sceneAt = (line: string): number | null => {
  const [, seconds] = SHOWN.exec(line) ?? []
  return seconds === undefined ? null : Math.round(Number(seconds) * 1000)
}
