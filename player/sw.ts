/** The app itself, kept for a reboot while the server is down. Programmes are not its business (see storage.ts). */

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Extendable {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  addEventListener(type: 'install' | 'activate', listen: (event: Extendable) => void): void
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
declare const self: Worker

const CACHE = 'nooncast-player'
const PAGE = '/player/'
/** A server that takes longer than this to give the page is treated as down. */
const PATIENCE_MS = 3000

const assetsOf = (page: string): readonly string[] =>
  [...page.matchAll(/(?:src|href)="([^"]*\/assets\/[^"]+)"/g)].map((match) => match[1] ?? PAGE)

const refresh = async (): Promise<Response> => {
  const page = await fetch(PAGE, { cache: 'no-cache' })
  if (!page.ok || page.redirected) throw new Error(`${PAGE} ${page.status}`)
  const cache = await caches.open(CACHE)
  const text = await page.clone().text()
  const assets = assetsOf(text)
  // A proxy that answers everything with a page of its own is not the server.
  if (assets.length === 0) throw new Error(`${PAGE} is not the player`)
  for (const asset of assets) await cache.put(asset, await fetchedAsset(asset))
  // The page before this one may have been given out a moment ago and still ask for its own.
  const former = await cache.match(PAGE)
  const kept = [PAGE, ...assets, ...(former === undefined ? [] : assetsOf(await former.text()))]
  await cache.put(PAGE, page.clone())
  for (const { url } of await cache.keys()) if (!kept.includes(new URL(url).pathname)) await cache.delete(url)
  return page
}

const fetchedAsset = async (address: string): Promise<Response> => {
  const asset = await fetch(address)
  if (!asset.ok || !/javascript|css/.test(asset.headers.get('content-type') ?? '')) throw new Error(address)
  return asset
}

const pageOrKept = async (): Promise<Response> => {
  const kept = await caches.match(PAGE)
  if (kept === undefined) return refresh()
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS))
  return Promise.race([refresh().catch(() => kept), late])
}

const assetOrKept = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request)

self.addEventListener('install', (event) => event.waitUntil(refresh().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (origin !== location.origin || event.request.method !== 'GET') return
  if (pathname === PAGE) event.respondWith(pageOrKept())
  else if (pathname.startsWith(`${PAGE}assets/`)) event.respondWith(assetOrKept(event.request))
})
