/** Takes a file into the library: moved among the originals, and its preparation queued. */
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { MediaKind } from '../../protocol/media.ts'
import { readName } from '../../protocol/programme-name.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/id.ts'

export interface IntakeDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly mediaDir: string
}

export interface Arrival {
  readonly originalName: string
  /** Left out: what the name says. */
  readonly title?: string
  readonly kind: MediaKind
  readonly airDate: SchoolDate | null
}

/** Holds a programme back from the library; written in the same transaction as the programme. */
export type Hold = (within: Prisma.TransactionClient, mediaId: string) => Promise<void>

/** Takes the file at an absolute path, which is gone afterwards; returns the programme's id. */
export type Intake = (file: string, arrival: Arrival, hold?: Hold) => Promise<string>

/** Under MEDIA_DIR; rows name originals by their path from there, so that the folder may move. */
const ORIGINALS = 'originals'
/** Originals of what is held back: never adopted into the library after a crash. */
const HELD = 'held'

/**
 * Makes the function that takes files in. When it fails, the file is back where it was.
 * @throws when the file can't be moved or the database can't be written
 */
export const takeIn =
  (deps: IntakeDeps): Intake =>
  async (file, arrival, hold) => {
    const id = newId()
    const folder = hold === undefined ? ORIGINALS : HELD
    const path = `${folder}/${id}${safeEnding(arrival.originalName)}`
    const target = join(deps.mediaDir, path)
    await mkdir(join(deps.mediaDir, folder), { recursive: true })
    await move(file, target)
    try {
      await record(deps, id, path, arrival, hold)
    } catch (error) {
      await move(target, file)
      throw error
    }
    return id
  }

const record = async (deps: IntakeDeps, id: string, path: string, arrival: Arrival, hold?: Hold): Promise<void> => {
  const { size } = await stat(join(deps.mediaDir, path))
  const jobId = newId()
  const createdAt = new Date(deps.clock.now())
  await deps.database.$transaction(async (within) => {
    await within.media.create({
      data: {
        id,
        title: arrival.title ?? readName(arrival.originalName).title,
        kind: arrival.kind,
        state: 'queued',
        warnings: [],
        airDate: arrival.airDate,
        audioTracks: [],
        originalName: arrival.originalName,
        originalPath: path,
        bytes: size,
        createdAt,
      },
    })
    await within.job.create({ data: { id: jobId, mediaId: id, state: 'queued', step: '', createdAt } })
    await hold?.(within, id)
  })
  deps.changes.publish('media', id)
  deps.changes.publish('jobs', jobId)
}

/** The ending of a name when it is a plain one, in lower case; ffmpeg is never told by it what the file is. */
export const safeEnding = (name: string): string => {
  const ending = extname(name).toLowerCase()
  return /^\.[a-z0-9]{1,8}$/.test(ending) ? ending : ''
}

/** Moves a file; onto another volume by a flushed copy, so that the target is never half there. */
const move = async (from: string, to: string): Promise<void> => {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await copyInto(from, to)
    await rm(from)
  }
}

/** Copies a file so that it appears under its name only when it is whole and on the disk. */
export const copyInto = async (from: string, to: string): Promise<void> => {
  const half = join(to, '..', `.${basename(to)}.part`)
  try {
    await copyFile(from, half)
    const copy = await open(half, 'r+')
    await copy.sync().finally(() => copy.close())
    await rename(half, to)
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
}

/**
 * Takes in again what a crash left among the originals between the move and the record of it; returns how many.
 * Called once at start, before anything else is taken in.
 */
export const adoptStrays = async (deps: IntakeDeps): Promise<number> => {
  const folder = join(deps.mediaDir, ORIGINALS)
  await mkdir(folder, { recursive: true })
  const rows = await deps.database.media.findMany({ select: { originalPath: true } })
  const known = new Set(rows.map((row) => row.originalPath))
  const entries = await readdir(folder, { withFileTypes: true })
  for (const half of entries.filter((entry) => entry.name.endsWith('.part')))
    await rm(join(folder, half.name), { force: true })
  const strays = entries.filter(
    (entry) => entry.isFile() && !entry.name.endsWith('.part') && !known.has(`${ORIGINALS}/${entry.name}`),
  )
  for (const { name } of strays)
    await record(deps, newId(), `${ORIGINALS}/${name}`, { originalName: name, kind: 'other', airDate: null })
  return strays.length
}
