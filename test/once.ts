/**
 * What is the same for every test of a run and made once: a database with every migration applied and the channels'
 * slate, which each test begins with copies of, and what the machine has (ffmpeg, fonts).
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { DEFAULT_SETTINGS } from '../protocol/settings.ts'
import { lookAround, type Machine } from '../server/media/machine.ts'
import { createClock } from '../server/platform/clock.ts'
import { openDatabase } from '../server/platform/database.ts'
import { makeSlate } from '../server/playout/slate.ts'
import { temporaryFolder } from './temporary.ts'

/** Set for the processes that run tests; elsewhere each does all of it by itself. */
const DATABASE = 'NOONCAST_MIGRATED_DATABASE'
const SLATE = 'NOONCAST_SLATE'
const MACHINE = 'NOONCAST_MACHINE'

const MachineFound = Type.Object({
  tools: Type.Object({
    ffmpeg: Type.String(),
    ffprobe: Type.String(),
    version: Type.String(),
    toneMapping: Type.Boolean(),
    drawText: Type.Boolean(),
  }),
  fonts: Type.Array(Type.String()),
})

/** Vitest's global set-up. @returns what ends it */
const setup = async (): Promise<() => Promise<void>> => {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'nooncast.db')
  await (await openDatabase(`file:${file}`, createClock())).$disconnect()
  process.env[DATABASE] = file
  const { FFMPEG_PATH = null, FFPROBE_PATH = null } = process.env
  const machine = await lookAround({ ffmpegPath: FFMPEG_PATH, ffprobePath: FFPROBE_PATH })
  process.env[MACHINE] = JSON.stringify(machine)
  const run = async (args: readonly string[]) => {
    await promisify(execFile)(machine.tools.ffmpeg, [...args])
  }
  const mediaDir = join(folder.path, 'media')
  await makeSlate({ mediaDir, run, fonts: machine.fonts }, DEFAULT_SETTINGS.schoolName)
  process.env[SLATE] = mediaDir
  return folder.remove
}
export default setup

/** Puts a migrated database where there is none yet. */
export const placeMigrated = async (file: string): Promise<void> => {
  const migrated = process.env[DATABASE]
  if (migrated === undefined || existsSync(file)) return
  await mkdir(dirname(file), { recursive: true })
  await copyFile(migrated, file)
}

/** Puts the slate of a school that has its first name where there is none yet: seconds of ffmpeg for each server. */
export const placeSlate = async (mediaDir: string): Promise<void> => {
  const made = process.env[SLATE]
  if (made === undefined || existsSync(join(mediaDir, 'library', 'slate.json'))) return
  await cp(made, mediaDir, { recursive: true })
}

/** What was found before; undefined: nobody has looked. */
export const knownMachine = (): Machine | undefined => {
  const known = process.env[MACHINE]
  return known === undefined ? undefined : Value.Parse(MachineFound, JSON.parse(known))
}
