import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { Media } from '../../protocol/media.ts'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { openTestDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/temporary.ts'
import { audit } from '../platform/audit.ts'
import { createChanges } from '../platform/changes.ts'
import { createClock } from '../platform/clock.ts'
import { segmentRoutes } from '../playout/segments.ts'
import { startInbox } from './inbox.ts'
import { createInboxShare } from './inbox-share.ts'
import { takeIn } from './intake.ts'
import { createJobs } from './jobs.ts'
import { createLibrary } from './library.ts'
import { createMediaFrame } from './media-frame.ts'
import { createObjectStore } from './objects.ts'
import { prepare } from './prepare.ts'
import { mediaRoutes } from './routes.ts'
import { createRunner } from './runner.ts'
import { findTools } from './tools.ts'

const execute = promisify(execFile)

const bytesAt = async (url: string): Promise<Buffer> => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}
const textAt = async (url: string): Promise<string> => (await bytesAt(url)).toString('utf8')

/** What a playlist names, in order: the start of the stream first. */
const addresses = (playlist: string): string[] =>
  playlist
    .split('\n')
    .map((line) => /^#EXT-X-MAP:URI="([^"]+)"/.exec(line)?.[1] ?? line)
    .filter((line) => line !== '' && !line.startsWith('#'))

it('takes a file from the inbox to a programme that is whole and decodes cleanly over HTTP', async () => {
  await using folder = await temporaryFolder()
  await using store = await openTestDatabase()
  const mediaDir = folder.path
  const tools = await findTools({
    ffmpegPath: process.env.FFMPEG_PATH ?? null,
    ffprobePath: process.env.FFPROBE_PATH ?? null,
  })
  const [clock, changes, database] = [createClock(), createChanges(), store.database]
  const runner = createRunner(tools, clock)
  const { app } = createMediaFrame()
  const jobs = createJobs({
    ...{ database, clock, changes, mediaDir, log: app.log },
    settings: async () => DEFAULT_SETTINGS,
    prepare: prepare({ run: runner.run, objects: createObjectStore(mediaDir) }),
  })
  const library = createLibrary({ database, clock, changes, timeZone: 'Asia/Taipei', jobs })
  await app.register(mediaRoutes({ library, jobs, audit: audit(database, clock) }))
  await app.register(segmentRoutes({ mediaDir }))
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  await jobs.start()
  const inbox = startInbox({
    clock,
    mediaDir,
    intake: takeIn({ database, clock, changes, mediaDir }),
    share: createInboxShare(database, clock),
    changed: () => undefined,
    log: app.log,
  })

  await mkdir(join(mediaDir, 'inbox'), { recursive: true })
  await execute(tools.ffmpeg, [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30', '-f', 'lavfi', '-i', 'sine=frequency=440'],
    ...['-t', '6.5', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
    join(mediaDir, 'inbox', '20261123 午間新聞.mp4'),
  ])
  const seen = async () => (await app.inject('/api/media')).json<{ items: Media[] }>().items
  await expect.poll(async () => (await seen())[0]?.state, { timeout: 90_000, interval: 500 }).toBe('ready')
  const [media] = await seen()
  expect(media).toMatchObject({ kind: 'news', airDate: '2026-11-23', hasVideo: true, hasAudio: true, progress: 1 })
  expect(Math.abs((media?.durationMs ?? 0) - 6500)).toBeLessThan(60)

  const playlist = `${origin}/media/${media?.id}/index.m3u8`
  for (const rendition of addresses(await textAt(playlist))) {
    const parts = addresses(await textAt(new URL(rendition, playlist).href))
    const contents = await Promise.all(parts.map((part) => bytesAt(new URL(part, origin).href)))
    const whole = join(mediaDir, `${rendition}.mp4`)
    await writeFile(whole, Buffer.concat(contents))
    const entries = ['-show_entries', 'format=duration:stream=codec_name', '-of', 'csv=p=0']
    const { stdout } = await execute(tools.ffprobe, ['-v', 'error', ...entries, whole])
    const [picture, sound, length] = stdout.trim().split('\n')
    expect([picture, sound, Math.round(Number(length))]).toEqual(['h264', 'aac', 8])
    const decoded = await execute(tools.ffmpeg, ['-v', 'error', '-i', whole, '-f', 'null', '-'])
    expect(decoded.stderr).toBe('')
  }

  await inbox.stop()
  await jobs.stop()
  await runner.stop()
  await app.close()
})
