import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let address: string

beforeAll(async () => {
  app = await startTestApp()
  address = await app.listen()
  chromium = await launchPageBrowser()
  const admin = await app.signIn()
  for (const [name, fullName, role] of [
    ['chen', '陳老師', 'teacher'],
    ['lin', '林組員', 'operator'],
  ]) {
    const payload = { name, fullName, role, password: 'a quiet noon in November' }
    await admin.inject({ method: 'POST', url: '/api/users', payload })
  }
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const inEnglishAndDark = async (page: Page) => {
  await page.evaluate("localStorage.setItem('nooncast.language', 'en')")
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await page.locator('.clock-time').waitFor()
}
/** Pictures at several widths, when they are kept. */
const looks = async (page: Page, name: string, widths: readonly number[]) => {
  if (process.env.SCREENSHOTS === undefined) return
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 500 ? 740 : 900 })
    await keepPicture(page, `requests-${name}-${width}`)
  }
}

test('Q1 a teacher asks on a phone, is asked back, replies and confirms; the section sees each step as it comes', async () => {
  const desk = await visit(chromium.browser, { address, place: '/requests', account: 'lin' })
  await desk.getByText('沒有等待處理的申請').waitFor()
  await looks(desk, 'empty', [1280])

  const phone = await visit(chromium.browser, { address, place: '/help', account: 'chen', width: 360, height: 740 })
  await phone.getByText('還沒有申請').waitFor()
  await phone.getByRole('button', { name: '提出申請' }).click()
  await looks(phone, 'kinds', [360])
  await phone.getByRole('button', { name: '電腦有問題' }).click()
  await phone.getByLabel('發生什麼事？').fill('電腦開不了機')
  await phone.getByLabel('教室或辦公室').fill('205')
  await phone.getByLabel('還有什麼要說的').fill('密碼：Abc12345')
  await phone.getByText('這裡看起來寫了密碼').waitFor()
  expect(await phone.getByRole('button', { name: '送出申請' }).isDisabled()).toBe(true)
  await looks(phone, 'password', [360])
  await phone.getByLabel('還有什麼要說的').fill('按電源沒有反應')
  await phone.getByLabel('加照片或檔案').setInputFiles({
    name: 'photo.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('螢幕全黑'),
  })
  await phone.getByRole('button', { name: '送出申請' }).click()
  await phone.getByRole('link', { name: '電腦開不了機' }).click()
  await phone.getByText('還沒有人接手').waitFor()

  await desk.getByRole('link', { name: '電腦開不了機' }).waitFor()
  expect(await complaints(desk)).toEqual([])
  await desk.getByRole('button', { name: '我來處理: 電腦開不了機' }).click()
  await desk.getByRole('region', { name: '我處理中' }).getByRole('link', { name: '電腦開不了機' }).click()
  await desk.getByRole('link', { name: 'photo.txt' }).waitFor()
  await desk.getByLabel('範本（選一個）').selectOption({ label: '提問: 約時間到場' })
  await desk.getByRole('button', { name: '套用' }).click()
  const words = desk.getByLabel('給申請人的話')
  expect(await words.inputValue()).toBe('陳老師 您好：我們想到 205 看一下，您哪個時段方便？')
  await desk.getByRole('button', { name: '問申請人' }).click()

  await phone.getByText('林組員 有問題想問您').waitFor()
  await inEnglishAndDark(phone)
  await phone.getByLabel('To add, or to reply').fill('Two o’clock')
  expect(await complaints(phone)).toEqual([])
  await looks(phone, 'asked', [360])
  await phone.getByRole('button', { name: 'Reply' }).click()

  await desk.getByText('Two o’clock').waitFor()
  await words.fill('只給同事看的話')
  await desk.getByRole('button', { name: '內部備註' }).click()
  await desk.getByText('只給同事看的話').waitFor()
  await words.fill('換了電源線')
  expect(await complaints(desk)).toEqual([])
  await looks(desk, 'one', [360, 768, 1280, 1920])
  await desk.setViewportSize({ width: 1280, height: 900 })
  await words.press('Control+Enter')
  await desk.getByText('等申請人確認').first().waitFor()

  await phone.getByRole('button', { name: 'It is good' }).click()
  await phone.getByText('Within 14 days it can be taken up again').waitFor()
  expect(await phone.getByText('只給同事看的話').count()).toBe(0)
  await desk.getByText('已完成').first().waitFor()
  await phone.goto(`${address}/#/help`)
  await phone.getByText('Ended').click()
  await phone.getByRole('link', { name: '電腦開不了機' }).waitFor()
  await looks(phone, 'mine', [360, 1280])
}, 120_000)

test('Q13 many requests: found, filtered, the filter kept, and marked when they are late', async () => {
  const teacher = await app.signIn('chen')
  for (let each = 0; each < 24; each++) {
    const isPage = each % 3 === 0
    const payload = {
      ...{ kind: isPage ? 'school-page' : 'computer', summary: `第 ${each} 件：投影機與電腦連接不穩` },
      ...{ details: '', room: isPage ? '' : `${200 + each}`, fields: isPage ? { wording: '藝饗夜節目單' } : {} },
      wantedOn: isPage ? new Date(app.clock.now() + each * 43_200_000).toISOString().slice(0, 10) : null,
    }
    const made = await teacher.inject({ method: 'POST', url: '/api/requests', payload })
    expect(made.statusCode, made.body).toBe(201)
  }
  const desk = await visit(chromium.browser, { address, place: '/requests', account: 'lin' })
  await desk.getByRole('link', { name: '第 23 件' }).waitFor()
  await looks(desk, 'full', [360, 768, 1280, 1920])
  await desk.getByRole('button', { name: '代為登記' }).click()
  await desk.getByRole('button', { name: '學校網頁' }).click()
  await looks(desk, 'form', [1280])
  await desk.getByRole('button', { name: '換一種' }).click()
  await desk.getByRole('button', { name: '取消' }).click()
  await desk.getByRole('button', { name: '快到登出日' }).click()
  await desk.getByText('今天要登出').first().waitFor()
  await desk.getByRole('button', { name: '存下這個篩選' }).click()
  await desk.getByLabel('篩選名稱').fill('快登出')
  await desk.getByLabel('整組都看得到').check()
  await desk.getByRole('button', { name: '儲存' }).click()
  await desk.getByRole('button', { name: '快登出', exact: true }).waitFor()
  await desk.getByRole('button', { name: '清除篩選' }).click()
  await desk.getByRole('searchbox').fill('機與電腦')
  await desk.getByRole('link', { name: '第 23 件' }).waitFor()
  await inEnglishAndDark(desk)
  await desk.getByText('Templates', { exact: true }).click()
  await looks(desk, 'found', [360, 1280])
  await desk.setViewportSize({ width: 360, height: 740 })
  expect(await complaints(desk)).toEqual([])
}, 60_000)
