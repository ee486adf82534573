/** What was packaged, as the manifest by which TVs fetch and verify it. */
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MediaManifest, type Rendition, SEGMENT_MS, type StoredObject } from '../../protocol/media.ts'
import { duration } from '../../protocol/time.ts'
import type { ObjectStore } from './objects.ts'

/** `avc1.4d401f,mp4a.40.2` of an initialization segment (RFC 6381 §3.3; ISO/IEC 14496-15 §5.3.3, 14496-1 §7.2.6). */
export const codecsOf = (init: Uint8Array): string => {
  const text = Buffer.from(init).toString('latin1')
  const [avc, esds] = [text.indexOf('avcC'), text.indexOf('esds')]
  const codecs: string[] = []
  if (avc >= 0) codecs.push(`avc1.${Buffer.from(init.subarray(avc + 5, avc + 8)).toString('hex')}`)
  if (esds >= 0) codecs.push(`mp4a.40.${soundObjectType(init.subarray(esds + 8))}`)
  return codecs.join(',')
}

/** DecoderSpecificInfo is tag 5 with a length of one to four bytes; the object type is its first five bits. */
const soundObjectType = (descriptors: Uint8Array): number => {
  let at = descriptors.findIndex((byte, index) => byte === 5 && index > 13) + 1
  while (((descriptors[at] ?? 0) & 0x80) !== 0) at++
  return (descriptors[at + 1] ?? 0) >> 3
}

export interface Packaged {
  readonly mediaId: string
  readonly folder: string
  readonly durationMs: number
  readonly segments: number
  readonly rungs: readonly Pick<Rendition, 'name' | 'width' | 'height'>[]
  readonly subtitles: readonly { readonly file: string; readonly language: string; readonly name: string }[]
  readonly poster: string
  readonly thumbnails: (Omit<NonNullable<MediaManifest['thumbnails']>, keyof StoredObject> & { file: string }) | null
  readonly waveform: string | null
}

/**
 * Moves every file into the object store.
 * @throws Error when a rung has another number of segments than it should
 */
export const storePackaged = async (objects: ObjectStore, packaged: Packaged): Promise<MediaManifest> => {
  const at = (name: string): string => join(packaged.folder, name)
  const renditions: Rendition[] = []
  for (const rung of packaged.rungs) renditions.push(await storeRung(objects, packaged, rung))
  const subtitles: MediaManifest['subtitles'] = []
  for (const { file, ...named } of packaged.subtitles) subtitles.push({ ...(await objects.put(at(file))), ...named })
  const poster = await objects.put(at(packaged.poster))
  const { thumbnails } = packaged
  const waveform = packaged.waveform === null ? null : await objects.put(at(packaged.waveform))
  const content = { renditions, subtitles, poster, thumbnails: await storeSheet(objects, at, thumbnails), waveform }
  return {
    mediaId: packaged.mediaId,
    revision: revisionOf(content),
    durationMs: duration(packaged.durationMs),
    ...content,
  }
}

const storeSheet = async (
  objects: ObjectStore,
  at: (name: string) => string,
  sheet: Packaged['thumbnails'],
): Promise<MediaManifest['thumbnails']> => {
  if (sheet === null) return null
  const { file, ...layout } = sheet
  return { ...(await objects.put(at(file))), ...layout }
}

/** SHA-256 over the addresses of everything in it. */
export const revisionOf = (content: Omit<MediaManifest, 'mediaId' | 'revision' | 'durationMs'>): string => {
  const held = [
    ...content.renditions.flatMap((one) => [one.init, ...one.segments]),
    ...content.subtitles,
    content.poster,
    content.thumbnails,
    content.waveform,
  ]
  return createHash('sha256')
    .update(held.map((one) => one?.sha256 ?? '-').join('\n'))
    .digest('hex')
}

const storeRung = async (
  objects: ObjectStore,
  packaged: Packaged,
  rung: Packaged['rungs'][number],
): Promise<Rendition> => {
  const pattern = new RegExp(`^${rung.name}-\\d{5}\\.m4s$`)
  const files = (await readdir(packaged.folder)).filter((name) => pattern.test(name)).sort()
  if (files.length !== packaged.segments)
    throw new Error(`${rung.name} has ${files.length} segments instead of ${packaged.segments}`)
  const initFile = join(packaged.folder, `${rung.name}-init.mp4`)
  const codecs = codecsOf(await readFile(initFile))
  const init = await objects.put(initFile)
  const segments: Rendition['segments'] = []
  for (const name of files)
    segments.push({ ...(await objects.put(join(packaged.folder, name))), durationMs: duration(SEGMENT_MS) })
  const bits = segments.map((one) => Math.ceil((one.bytes * 8 * 1000) / SEGMENT_MS))
  return {
    ...rung,
    codecs,
    bandwidth: bits.reduce((most, one) => Math.max(most, one), 0),
    averageBandwidth: Math.ceil(bits.reduce((sum, one) => sum + one, 0) / bits.length),
    init,
    segments,
  }
}

export const writeJson = (folder: string, name: string, content: object): Promise<void> =>
  writeFile(join(folder, name), JSON.stringify(content))
