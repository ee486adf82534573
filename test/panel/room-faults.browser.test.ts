/** What is broken is seen where the room is seen: its tile, the rail, its window, the list of TVs. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createCaseStore } from '../../server/fault-watch/case-store.ts'
import { createFaultStore } from '../../server/faults/store.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { type Browserlike, startTestApp } from '../app.ts'
import { launchPageBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const FACTS = {
  ...{ appVersion: 'test', userAgent: 'test', width: 1280, height: 720 },
  ...{ secureContext: true, serviceWorker: true, autoplay: true },
}
const MORNING = instant(Date.parse('2026-11-26T10:00:00+08:00'))
const ROOMS = ['101', '102', '一年十三班', '201']

const takeIn = async (admin: Browserlike, name: string): Promise<string> => {
  const inject = (url: string, payload: object) => admin.inject({ method: 'POST', url, payload })
  const { userCode } = (await inject('/api/pairing', { facts: FACTS })).json()
  const { id } = (await inject('/api/displays/approve', { userCode, name, groupId: 'school' })).json()
  const place = { building: '明德樓', floor: name === '201' ? '2 樓' : '1 樓' }
  await admin.inject({ method: 'PATCH', url: `/api/displays/${id}`, payload: place })
  return id
}

test('W5 a dead switch marks its rooms as unknown, without moving anything, and each room tells why', async () => {
  const app = await startTestApp({ clock: createClock(MORNING) })
  await using chromium = await launchPageBrowser()
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, app.clock)
  try {
    const address = await app.listen()
    const admin = await app.signIn()
    const ids: string[] = []
    for (const room of ROOMS) ids.push(await takeIn(admin, room))
    const page = await visit(chromium.browser, { address })
    const tile = (room: string) => page.locator('.tile', { hasText: room })
    await tile('201').waitFor()
    const places = () =>
      page.locator('.tile').evaluateAll((tiles) => tiles.map((each) => JSON.stringify(each.getBoundingClientRect())))
    const before = await places()

    const changes = createChanges()
    const faults = createFaultStore({ database, clock: app.clock, changes, timeZone: 'Asia/Taipei' })
    const [first = '', second = '', third = ''] = ids
    await faults.report({ source: 'operator', severity: 'normal', title: '遙控器不見', displayId: second }, 'admin')
    const params = { where: 'SW-1', count: 3, of: 3, rooms: ROOMS.slice(0, 3).join(' · ') }
    const cause = { key: 'tv-offline switch:sw', kind: 'tv-offline', code: 'switch-down', params } as const
    await createCaseStore({ database, clock: app.clock, changes, faults }).take({
      ...{ type: 'open', severity: 'blocks-noon' },
      cause: { ...cause, since: MORNING, displayIds: [first, second, third], equipmentId: null, room: 'SW-1' },
    })
    await page.reload()
    await tile('101').getByText('狀況不明').waitFor()
    await tile('102').getByText('◆ 2 報修').waitFor()
    expect(await places()).toEqual(before)
    await page.locator('.rail-faults', { hasText: '3' }).waitFor()
    await keepPicture(page, 'room-faults-1280')

    await tile('102').click()
    const room = page.locator('.room-faults')
    await room.getByText('SW-1').waitFor()
    await room.getByText('先看這一區的交換器與電源').waitFor()
    expect(await room.getByRole('link', { name: '報修這間' }).getAttribute('href')).toBe(`#/faults/new?tv=${second}`)
    expect(await room.getByRole('link', { name: '遙控器不見' }).getAttribute('href')).toMatch(/^#\/faults\/.+/)
    await keepPicture(page, 'room-faults-window')
    expect(await complaints(page)).toEqual([])
    await room.getByRole('link', { name: '報修這間' }).click()
    await page.locator('select', { hasText: '102' }).waitFor()
    expect(await page.locator('select', { hasText: '102' }).inputValue()).toBe(second)

    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate(`localStorage.setItem('nooncast.language', 'en')`)
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(`${address}/#/displays`)
    await page.reload()
    await page.locator('li', { hasText: '一年十三班' }).getByText('◆ faults: 1').waitFor()
    await keepPicture(page, 'room-faults-displays-360')
    expect(await complaints(page)).toEqual([])
    await page.goto(`${address}/#/`)
    await tile('101').getByText('unknown').waitFor()
    await tile('101').scrollIntoViewIfNeeded()
    await keepPicture(page, 'room-faults-360')
    expect(await complaints(page)).toEqual([])
  } finally {
    await database.$disconnect()
    await app.close()
  }
})
