/**
 * The player put together. `?name=` gives it storage of its own in a shared browser; `?rendition=360p` for weak TVs,
 * `#token=` pairs it without a person: the address is set up beforehand, and forgets the token at once.
 */
import type { Rendition } from '../protocol/media.ts'
import { readFacts } from './facts.ts'
import { openStorage } from './open-storage.ts'
import { type PairingView, pair } from './pairing.ts'
import { reloadIfServed } from './reload.ts'
import { createStage, type Stage } from './stage.ts'
import { runTelevision } from './television.ts'

const options = new URLSearchParams(location.search)
/** What failed may work later. */
const START_AGAIN_MS = 60_000
const RENDITIONS: readonly Rendition['name'][] = ['720p', '360p', 'audio']

const start = async (): Promise<void> => {
  const root = document.getElementById('stage')
  if (root === null) throw new Error('the page has no stage')
  const stage = createStage(root)
  try {
    await run(stage)
  } catch (error) {
    const { dataset } = document.documentElement
    dataset.state = 'trouble'
    dataset.failed = String(error)
    const what = { zh: '播放器無法啟動', en: 'The player could not start' }
    const next = { zh: '一分鐘後重新載入。', en: 'It reloads in a minute.' }
    const since = Date.now()
    const notes = { small: null, rehearsal: false, identify: null }
    stage.render({ type: 'trouble', what, next, since, room: location.host, report: null }, notes, since, 'Asia/Taipei')
    setInterval(() => void reloadIfServed(), START_AGAIN_MS)
  }
}

const run = async (stage: Stage): Promise<void> => {
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register('/player/sw.js').catch((error: unknown) => {
      document.documentElement.dataset.serviceWorker = String(error)
    })
  const storage = await openStorage(options.get('name') ?? 'tv')
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given !== null) {
    if ((await storage.get('token')) !== given) await storage.clear()
    await storage.set('token', given)
    history.replaceState(null, '', location.pathname + location.search)
  }
  let token = await storage.get('token')
  if (token === null) {
    const show = (view: PairingView) => {
      document.documentElement.dataset.state = 'pairing'
      const code = view.type === 'code' ? view.userCode : ''
      document.documentElement.dataset.code = code
      const link = `${location.origin}/#/displays?code=${code}`
      const screen = { type: 'pairing', view, address: location.host, link } as const
      stage.render(screen, { small: null, rehearsal: false, identify: null }, Date.now(), 'Asia/Taipei')
    }
    token = await pair(readFacts(), show)
    await storage.set('token', token)
  }
  const preferred = RENDITIONS.find((name) => name === options.get('rendition')) ?? null
  await runTelevision({ stage, storage, token, preferred })
}

void start()
