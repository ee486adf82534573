/** What every walk through the panel does: come in, keep pictures, ask axe. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { ADMIN_PASSWORD } from '../app.ts'

/** Set to a folder to keep pictures of what the walks see. */
const shots = process.env.SCREENSHOTS

const Findings = Type.Array(Type.Object({ id: Type.String(), html: Type.String() }))

/** How a page is looked at: in the Chinese, 1280 × 800 px, unless it is said. */
export interface Look {
  readonly width?: number
  readonly height?: number
  readonly locale?: 'zh-TW' | 'en'
  readonly colorScheme?: 'light' | 'dark'
}

/** A window of its own, in which nobody is signed in. */
export const openWindow = async (browser: Browser, look: Look = {}): Promise<Page> => {
  const { width = 1280, height = 800, locale = 'zh-TW', colorScheme = 'light' } = look
  const context = await browser.newContext({
    // The page's own policy forbids scripts from outside; axe is one.
    bypassCSP: true,
    reducedMotion: 'reduce',
    ...{ locale, colorScheme, viewport: { width, height } },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return page
}

/** Fills the door in, in whichever language; what comes next is the caller's to wait for. */
export const signIn = async (page: Page, account = 'admin'): Promise<void> => {
  await page.locator('input[autocomplete=username]').fill(account)
  await page.locator('input[autocomplete=current-password]').fill(ADMIN_PASSWORD)
  await page.locator('button[type=submit]').first().click()
}

export interface Visit extends Look {
  readonly address: string
  /** Behind `/#`, such as `/library`. */
  readonly place?: string
  readonly account?: string
}

/** Signs in in a window of its own. Its context may be closed at the end; closing the browser does so too. */
export const visit = async (browser: Browser, { address, place = '/', account, ...look }: Visit): Promise<Page> => {
  const page = await openWindow(browser, look)
  await page.goto(`${address}/#${place}`)
  await signIn(page, account)
  await page.locator('.clock-time').waitFor()
  return page
}

/** What is seen of the page; `fullPage`: with what lies below. */
export const keepPicture = async (page: Page, name: string, { fullPage = false } = {}): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage })
}

/** What axe calls serious or worse, and how much wider than the window the page is. */
export const complaints = async (page: Page): Promise<readonly string[]> => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.addScriptTag({ content: axe })
  const found: unknown = await page.evaluate(
    "axe.run().then((result) => result.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html }))))",
  )
  const said = Value.Parse(Findings, found).map(({ id, html }) => `${id}: ${html.slice(0, 160)}`)
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  return wide === 0 ? said : [...said, `${wide} px too wide`]
}
