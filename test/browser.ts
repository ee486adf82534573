/** A real Chromium of a test's own. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { findBrowser, findHeadlessShell } from '../scripts/find-browser.mjs'

export interface BrowserOptions {
  /** Further command-line flags, such as `--unsafely-treat-insecure-origin-as-secure=…`. */
  readonly flags?: readonly string[]
}

export interface TestBrowser extends AsyncDisposable {
  readonly browser: Browser
  /** Ends the browser with all its processes; calling it again does nothing. */
  close(): Promise<void>
}

/** Quiet on the network and at start; allowed to play with sound, as a kiosk's is. */
const FLAGS: readonly string[] = [
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-component-update',
  '--disable-renderer-backgrounding',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
]

/** Chromium's sandbox refuses to run as root. */
const asRoot = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/**
 * Starts a browser; `await using` or `close()` ends it.
 * @throws Error when no Chromium, Chrome or Edge is installed
 */
export const launchBrowser = async (options: BrowserOptions = {}): Promise<TestBrowser> => {
  const place = findBrowser(process.env, process.platform, existsSync)
  if (place === null) throw new Error('no Chromium, Chrome or Edge: install one or set CHROMIUM_PATH')
  if ('wrong' in place) throw new Error(`CHROMIUM_PATH=${place.wrong}: there is no such file`)
  const browser = await chromium.launch({
    executablePath: place.found,
    // Playwright's own headless flag asks for the old headless shell, which a system Chromium no longer has.
    headless: false,
    args: ['--headless=new', ...FLAGS, ...asRoot(), ...(options.flags ?? [])],
    ignoreDefaultArgs: ['--mute-audio'],
  })
  const close = (): Promise<void> => browser.close()
  return { browser, close, [Symbol.asyncDispose]: close }
}

/**
 * Starts a browser for pages: the headless shell where there is one, else as `launchBrowser`. What a TV does is tried in
 * the whole Chromium alone.
 */
export const launchPageBrowser = async (): Promise<TestBrowser> => {
  const shell = findHeadlessShell(process.env, process.platform, existsSync)
  if (shell === null) return launchBrowser()
  const browser = await chromium.launch({
    executablePath: shell,
    args: [...FLAGS, ...asRoot()],
    ignoreDefaultArgs: ['--mute-audio'],
  })
  const close = (): Promise<void> => browser.close()
  return { browser, close, [Symbol.asyncDispose]: close }
}
