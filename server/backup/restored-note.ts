/**
 * What a restore leaves for the next start to write into the audit log: the log itself lies in the database that was put
 * back, whose data model may be older than this program's.
 */
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Parse } from 'typebox/value'
import { Instant } from '../../protocol/time.ts'

const NOTE = 'restored.json'

export const RestoredNote = Type.Object({
  at: Instant,
  /** The copy's file name. */
  file: Type.String(),
  /** When the copy was made, and by which Nooncast. */
  madeAt: Instant,
  version: Type.String(),
  /** The folder's name where the data lies that was there before; null: there was none. */
  aside: Type.Union([Type.String(), Type.Null()]),
})
export type RestoredNote = Static<typeof RestoredNote>

export const leaveNote = async (dataDir: string, note: RestoredNote): Promise<void> => {
  const half = join(dataDir, `${NOTE}.${randomUUID()}`)
  await writeFile(half, JSON.stringify(note), { mode: 0o600 })
  await rename(half, join(dataDir, NOTE))
}

/**
 * Hands the note over and removes it once that is done; nothing happens without one.
 * @throws ParseError for a note that can't be read
 */
export const takeNote = async (dataDir: string, take: (note: RestoredNote) => Promise<void>): Promise<void> => {
  const place = join(dataDir, NOTE)
  const text = await readFile(place, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null
    throw error
  })
  if (text === null) return
  await take(Parse(RestoredNote, JSON.parse(text)))
  await rm(place)
}
