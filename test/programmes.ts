/** Programmes the way a school brings them in: a file, sent as a tus client does, prepared by ffmpeg. */
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { io } from 'socket.io-client'
import { expect } from 'vitest'
import type { Browserlike } from './app.ts'

/** Writes a small clip with a moving picture and a tone. */
export const clip = (file: string, seconds: number, hertz: number): void => {
  const picture = `testsrc2=size=320x180:rate=30:duration=${seconds}`
  const sound = `sine=frequency=${hertz}:sample_rate=48000:duration=${seconds}`
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound, ...codec, file])
}

/** Sends a file as a tus client does, cut off once in the middle and resumed. */
export const upload = async (address: string, person: Browserlike, file: string, fields: Record<string, string>) => {
  const bytes = await readFile(file)
  const headers = { cookie: person.cookie, 'x-csrf-token': person.csrfToken, 'tus-resumable': '1.0.0' }
  const metadata = Object.entries(fields).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
  const made = await fetch(`${address}/api/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(bytes.length), 'upload-metadata': metadata.join(',') },
  })
  expect(made.status, await made.text()).toBe(201)
  const place = new URL(made.headers.get('location') ?? '', address)
  const half = Math.floor(bytes.length / 2)
  for (const [from, to] of [
    [0, half],
    [half, bytes.length],
  ] as const) {
    const sent = await fetch(place, {
      method: 'PATCH',
      headers: { ...headers, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: bytes.subarray(from, to),
    })
    expect(sent.status, await sent.text()).toBe(204)
  }
}

/** Resolves when a look succeeds; looks again at every change that the server tells its panels of. */
export const eventually = async <Found>(
  address: string,
  person: Browserlike,
  look: () => Promise<Found | null>,
): Promise<Found> => {
  const panel = io(`${address}/panel`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: person.cookie },
  })
  try {
    await new Promise<void>((resolve) => panel.once('connect', resolve))
    for (;;) {
      const changed = new Promise((resolve) => panel.once('changed', resolve))
      const found = await look()
      if (found !== null) return found
      await changed
    }
  } finally {
    panel.disconnect()
  }
}

/** The id of the programme with that title, once it is prepared. */
export const readyProgramme = async (address: string, person: Browserlike, title: string): Promise<string> =>
  eventually(address, person, async () => {
    const { items } = (await person.inject({ method: 'GET', url: '/api/media' })).json()
    const media = items.find((one: { title: string }) => one.title === title)
    expect(media?.state, JSON.stringify(media)).not.toBe('refused')
    return media?.state === 'ready' ? media.id : null
  })
