/** Two minutes before noon there is no news: the operator puts a film into its place, and the TV plays it. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchBrowser } from '../browser.ts'
import { clip, readyProgramme, upload } from '../programmes.ts'
import { temporaryFolder } from '../temporary.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const FACTS = {
  ...{ appVersion: 'test', userAgent: 'test', width: 1280, height: 720 },
  ...{ secureContext: true, serviceWorker: true, autoplay: true },
}
const startAt = (directory: string, time: string) =>
  startTestApp({ clock: createClock(instant(Date.parse(`2026-11-23T${time}+08:00`))), directory })

/** The morning: a film is prepared and a TV taken in. Answers the TV's token. */
const morning = async (app: TestApp, directory: string): Promise<string> => {
  const address = await app.listen()
  const admin = await app.signIn()
  const file = join(directory, 'film.mp4')
  clip(file, 30, 330)
  await upload(address, admin, file, { filename: 'film.mp4', title: '看海的日子', kind: 'film' })
  await readyProgramme(address, admin, '看海的日子')
  const inject = (url: string, payload: object) => admin.inject({ method: 'POST', url, payload })
  const { pairingId, secret, userCode } = (await inject('/api/pairing', { facts: FACTS })).json()
  await inject('/api/displays/approve', { userCode, name: '101', groupId: 'school' })
  return (await inject('/api/pairing/claim', { pairingId, secret })).json().token
}

test('R5 A1 the operator saves a noon without news at the last minute', { timeout: 150_000 }, async () => {
  await using folder = await temporaryFolder()
  const early = await startAt(folder.path, '09:00:00')
  const token = await morning(early, folder.path).finally(() => early.close())
  await using chromium = await launchBrowser()
  const app = await startAt(folder.path, '12:03:15')
  try {
    const address = await app.listen()
    const tv = await (await chromium.browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage()
    await tv.goto(`${address}/player/#token=${token}`)
    const page = await visit(chromium.browser, { address })
    const answer = page.locator('.answer')
    await answer.getByText('12:04 午間新聞：沒有可播的節目').waitFor()
    await answer.getByText('到 12:04 沒有當天的新聞檔').waitFor()
    await keepPicture(page, 'bad-noon-1')
    await answer.getByLabel('這天改播').selectOption('看海的日子')
    await answer.getByRole('button', { name: '就播這個' }).click()
    await page.locator('.answer.ready').waitFor()
    await page.locator('.card', { hasText: '接下來' }).locator('b', { hasText: '看海的日子' }).waitFor()
    await page.locator('.tile.ready', { hasText: '101' }).waitFor()
    await keepPicture(page, 'bad-noon-2')
    expect(await complaints(page)).toEqual([])
    await tv.locator('html[data-playback="playing"]').waitFor({ state: 'attached', timeout: 90_000 })
    await page.locator('.card', { hasText: '現在' }).locator('b', { hasText: '看海的日子' }).waitFor()
    await page.locator('.lamp').waitFor()
    await keepPicture(page, 'bad-noon-3')
  } finally {
    await app.close()
  }
})
