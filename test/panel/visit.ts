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

export interface Visit {
  readonly address: string
  /** Behind `/#`, such as `/library`. */
  readonly place?: string
  readonly account?: string
  readonly width?: number
  readonly height?: number
}

/** Signs in in a window of its own. Its context may be closed at the end; closing the browser does so too. */
export const visit = async (browser: Browser, { address, place = '/', account = 'admin', ...size }: Visit) => {
  // The page's own policy forbids scripts from outside; axe is one.
  const context = await browser.newContext({
    locale: 'zh-TW',
    bypassCSP: true,
    reducedMotion: 'reduce',
    viewport: { width: size.width ?? 1280, height: size.height ?? 800 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${address}/#${place}`)
  await page.getByLabel('帳號').fill(account)
  await page.getByLabel('密碼').fill(ADMIN_PASSWORD)
  await page.getByRole('button', { name: '登入' }).click()
  await page.locator('.clock-time').waitFor()
  return page
}

export const keepPicture = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) })
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
