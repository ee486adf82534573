import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import * as tus from 'tus-js-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { createClock } from '../platform/clock.ts'
import { type Intake, takeIn } from './intake.ts'
import { createMediaFrame } from './media-frame.ts'
import { uploadRoutes } from './uploads.ts'

const CONTENT = Buffer.alloc(3_000_000, 'noon ')
const metadata = { filename: '20261123 午間新聞.mp4', title: '午間新聞' }

let folder: TemporaryFolder
let store: TestDatabase
let frame: ReturnType<typeof createMediaFrame>
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openTestDatabase()
})
afterEach(async () => {
  await frame.app.close()
  await store.close()
  await folder.remove()
})

const start = async (options: { intake?: Intake; freeBytes?: number } = {}): Promise<string> => {
  const clock = createClock()
  const intake = takeIn({ database: store.database, clock, changes: createChanges(), mediaDir: folder.path })
  frame = createMediaFrame()
  const freeBytes = async () => options.freeBytes ?? 1e12
  await frame.app.register(uploadRoutes({ clock, mediaDir: folder.path, intake: options.intake ?? intake, freeBytes }))
  return frame.app.listen({ host: '127.0.0.1', port: 0 })
}

const begin = (origin: string, bytes: number, fields: Readonly<Record<string, string>> = metadata) =>
  fetch(`${origin}/api/uploads`, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes),
      'upload-metadata': Object.entries(fields)
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
        .join(','),
    },
  })

/** Goes on with an upload by the client that the panel uses. */
const goOn = (uploadUrl: string): Promise<void> =>
  new Promise((resolve, reject) => {
    new tus.Upload(CONTENT, { uploadUrl, onSuccess: () => resolve(), onError: reject }).start()
  })

const sizeOf = (file: string): Promise<number> => stat(file).then(({ size }) => size)

describe('uploads', () => {
  it('go on after a cut where they stopped, and end in the library', async () => {
    const origin = await start()
    const made = await begin(origin, CONTENT.length)
    expect(made.status).toBe(201)
    expect(made.headers.get('x-frame')).toBe('nooncast')
    const location = made.headers.get('location') ?? ''
    expect(location).toMatch(/^\/api\/uploads\/[0-9a-f]+$/)
    const half = join(folder.path, 'uploads', location.split('/').at(-1) ?? '')

    const cut = httpRequest(`${origin}${location}`, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': CONTENT.length,
      },
    })
    const gone = new Promise((resolve) => cut.on('error', resolve))
    cut.write(CONTENT.subarray(0, 1_000_000))
    await expect.poll(() => sizeOf(half), { timeout: 10_000 }).toBe(1_000_000)
    cut.destroy()
    await gone
    expect(await store.database.media.count()).toBe(0)

    const headers = { 'tus-resumable': '1.0.0' }
    const asked = await fetch(`${origin}${location}`, { method: 'HEAD', headers })
    expect(asked.headers.get('upload-offset')).toBe('1000000')
    await goOn(`${origin}${location}`)
    const [media] = await store.database.media.findMany()
    expect(media).toMatchObject({ title: '午間新聞', kind: 'news', airDate: '2026-11-23', bytes: 3_000_000n })
    expect((await readFile(join(folder.path, media?.originalPath ?? ''))).equals(CONTENT)).toBe(true)
    expect(await readdir(join(folder.path, 'uploads'))).toEqual([])
  })

  it('survive a restart of the server in the middle', async () => {
    const location = (await begin(await start(), CONTENT.length)).headers.get('location') ?? ''
    await frame.app.close()
    await goOn(`${await start()}${location}`)
    expect(await store.database.media.count()).toBe(1)
  })

  it('are taken in at the next start when they were whole but not taken', async () => {
    const failing: Intake = async () => {
      throw new Error('database locked')
    }
    const origin = await start({ intake: failing })
    const location = (await begin(origin, 4)).headers.get('location') ?? ''
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    }
    const sent = await fetch(`${origin}${location}`, { method: 'PATCH', headers, body: 'noon' })
    expect(sent.status).toBe(500)
    await frame.app.close()
    await start()
    expect(await store.database.media.findMany()).toMatchObject([{ title: '午間新聞', bytes: 4n }])
  })

  it('are refused before they begin when they can’t end well', async () => {
    const origin = await start({ freeBytes: 2e9 })
    const tooLarge = await begin(origin, 21e9)
    expect([tooLarge.status, await tooLarge.json()]).toMatchObject([
      413,
      { code: 'MEDIA_TOO_LARGE', details: { gigabytes: 21, limit: 20 } },
    ])
    const noRoom = await begin(origin, 1e9)
    expect([noRoom.status, await noRoom.json()]).toMatchObject([
      507,
      { code: 'MEDIA_DISK_FULL', details: { needed: 2500, free: 2000 } },
    ])
    const nonsense = await begin(origin, 1e6, { filename: 'a.mp4', kind: 'opera' })
    expect([nonsense.status, await nonsense.json()]).toMatchObject([400, { code: 'INPUT_INVALID' }])
    expect(await readdir(join(folder.path, 'uploads'))).toEqual([])
  })

  it('stay inside their folder and need the right to write, whatever the method', async () => {
    await mkdir(join(folder.path, 'originals'), { recursive: true })
    await writeFile(join(folder.path, 'originals', 'kept.mp4'), 'kept')
    const origin = await start()
    const answer = await fetch(`${origin}/api/uploads/..%2Foriginals%2Fkept.mp4`, {
      method: 'DELETE',
      headers: { 'tus-resumable': '1.0.0' },
    })
    expect(answer.status).toBe(404)
    expect(await readdir(join(folder.path, 'originals'))).toEqual(['kept.mp4'])
    expect(frame.routes.map((route) => [String(route.method), route.config?.access])).toEqual([
      ['POST,OPTIONS', 'media.write'],
      ['HEAD,PATCH,DELETE,OPTIONS', 'media.write'],
    ])
  })
})
