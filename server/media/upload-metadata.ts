/** What a tus client says of a file it uploads. */
import { Value } from 'typebox/value'
import { MediaKind } from '../../protocol/media.ts'
import { readName } from '../../protocol/programme-name.ts'
import { schoolDate } from '../../protocol/time.ts'
import { Failure } from '../platform/failure.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import type { Arrival } from './intake.ts'

/** `Upload-Metadata` of tus 1.0: pairs of a key and its value in base64, with commas between; a value may be missing. */
export const parseMetadata = (header: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    header
      .split(',')
      .map((pair) => pair.trim().split(/\s+/))
      .flatMap(([key = '', value = '']) => (key === '' ? [] : [[key, Buffer.from(value, 'base64').toString('utf8')]])),
  )

const LONGEST_TITLE = 120
const LONGEST_NAME = 255

/**
 * What to file an upload as: what the client says, and for the rest what the file's name says.
 * @throws Failure INPUT_INVALID
 */
export const arrivalOf = (metadata: Readonly<Record<string, string | null>>): Arrival => {
  const originalName = (metadata.filename ?? '').split(/[\\/]/).at(-1)?.slice(0, LONGEST_NAME) || 'upload'
  const facts = readName(originalName)
  const { title, kind, airDate } = metadata
  if (kind && !Value.Check(MediaKind, kind)) throw new Failure('INPUT_INVALID', { field: 'kind', problem: kind })
  if (airDate && !isRealDate(airDate)) throw new Failure('INPUT_INVALID', { field: 'airDate', problem: airDate })
  return {
    originalName,
    title: title?.trim().slice(0, LONGEST_TITLE) || facts.title,
    kind: kind && Value.Check(MediaKind, kind) ? kind : facts.kind,
    airDate: airDate ? schoolDate(airDate) : facts.airDate,
  }
}
