/**
 * The section’s pages at their fullest: 300 devices, 300 open faults, 300 rooms, 1000 requests. What an answer costs the
 * server, beside plain SQL for the same rows in the same run; how soon a page shows its list, and what scrolling it costs.
 */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp } from '../app.ts'
import { launchPageBrowser } from '../browser.ts'
import type { Bench, BenchRow } from './bench.ts'

const ROOMS = 300
const REQUESTS = 1000
const TURNS = 15
/** Milliseconds that an answer may take. */
const ANSWER_MS = 100
/** Milliseconds until the list is there, the browser's first visit apart. */
const SHOWN_MS = 1000
/** Of the main thread while a page is scrolled, percent. */
const SCROLLED = 50

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** Written into the tables: what is measured is reading them. */
const fill = async (database: Database, at: Date): Promise<void> => {
  const rooms = Array.from({ length: ROOMS }, (_, index) => String(101 + index))
  const requesterId = (await database.user.findFirstOrThrow({ select: { id: true } })).id
  await database.display.createMany({
    data: rooms.map((name) => ({ id: `tv-${name}`, name, tokenHash: name, facts: {}, createdAt: at })),
  })
  await database.vendor.create({ data: { id: 'vendor', name: '和聲', serves: ['tv'], createdAt: at } })
  await database.equipment.createMany({
    data: rooms.map((room) => ({
      ...{ id: `eq-${room}`, label: `L${room}`, kind: 'tv', name: '教室電視', room, displayId: `tv-${room}` },
      ...{ maker: '明視', model: 'MV-55K2', propertyNumber: `3140-${room}`, vendorId: 'vendor', state: 'in-use' },
      createdAt: at,
    })),
  })
  const states = ['reported', 'triaged', 'fixing', 'to-call', 'called', 'to-accept']
  await database.fault.createMany({
    data: rooms.map((room, index) => ({
      ...{ id: `fault-${room}`, number: `115-${String(index + 1).padStart(4, '0')}`, source: 'person' },
      ...{
        state: states[index % states.length] ?? 'reported',
        severity: 'normal',
        symptom: 'no-sound',
        title: '沒有聲音',
      },
      ...{ text: `第 ${index} 件`, room, equipmentId: `eq-${room}`, displayId: `tv-${room}`, ownerId: requesterId },
      ...{ createdAt: at, since: at, clockAt: at },
    })),
  })
  await database.request.createMany({
    data: Array.from({ length: REQUESTS }, (_, index) => ({
      ...{ id: `request-${index}`, number: `R115-${String(index + 1).padStart(4, '0')}`, kind: 'computer' },
      ...{
        summary: `印表機第 ${index} 次`,
        fields: {},
        requesterId,
        filedAt: at,
        since: at,
        haystack: `印表機 ${index}`,
      },
      ...(index % 4 === 0 ? { state: 'new' } : { state: 'confirmed', assigneeId: requesterId }),
    })),
  })
}

/** The same rows by plain SQL on the same connection. */
const SQL = {
  register:
    'SELECT e.*, v.name AS vendor FROM Equipment e LEFT JOIN Vendor v ON v.id = e.vendorId ORDER BY e.room LIMIT 300',
  faults:
    'SELECT f.*, e.name AS device, u.fullName AS owner FROM Fault f LEFT JOIN Equipment e ON e.id = f.equipmentId LEFT JOIN User u ON u.id = f.ownerId WHERE f.closedAt IS NULL ORDER BY f.createdAt DESC LIMIT 300',
  requests:
    "SELECT r.*, u.fullName AS requester FROM Request r JOIN User u ON u.id = r.requesterId WHERE r.state IN ('new','taken','asked','answered') ORDER BY r.filedAt DESC LIMIT 200",
  search: "SELECT id, title FROM Fault WHERE title LIKE '%聲音%' OR text LIKE '%聲音%' ORDER BY createdAt DESC LIMIT 8",
} as const

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  await act()
  for (let turn = 0; turn < TURNS; turn++) {
    const before = performance.now()
    await act()
    times.push(performance.now() - before)
  }
  return median(times)
}

const Metrics = Type.Object({ metrics: Type.Array(Type.Object({ name: Type.String(), value: Type.Number() })) })

/** How soon the page's rows are there, and how busy the main thread is while the page is scrolled through. */
const looked = async (page: Page, path: string, row: string): Promise<readonly BenchRow[]> => {
  await page.goto(`${new URL(page.url()).origin}/#/settings`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const busy = async (): Promise<number> => {
    const { metrics } = Value.Parse(Metrics, await devtools.send('Performance.getMetrics'))
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  const before = performance.now()
  await page.evaluate(`location.hash = '${path}'`)
  await page.locator(row).first().waitFor()
  const shown = performance.now() - before
  const rows = await page.locator(row).count()
  const [spentBefore, from] = [await busy(), performance.now()]
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(0, 600)
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
  }
  const scrolled = ((await busy()) - spentBefore) / ((performance.now() - from) / 100)
  const alone = { peer: null, ratio: null }
  return [
    {
      what: `${path}: shown, ${rows} rows`,
      ours: shown,
      ...alone,
      unit: 'ms',
      target: `≤ ${SHOWN_MS} ms`,
      met: shown <= SHOWN_MS,
    },
    {
      what: `${path}: scrolled`,
      ours: scrolled,
      ...alone,
      unit: '% of a core',
      target: `≤ ${SCROLLED} %`,
      met: scrolled <= SCROLLED,
    },
  ]
}

const answered = async (
  admin: Browserlike,
  database: Database,
  what: string,
  url: string,
  sql: string | null,
): Promise<BenchRow> => {
  const ours = await timed(async () => {
    const { statusCode, body } = await admin.inject({ method: 'GET', url })
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${body}`)
  })
  const peer = sql === null ? null : await timed(() => database.$queryRawUnsafe(sql))
  const ratio = peer === null ? null : peer / ours
  return { what, ours, peer, ratio, unit: 'ms', target: `≤ ${ANSWER_MS} ms`, met: ours <= ANSWER_MS }
}

export const bench: Bench = {
  name: 'section',
  run: async () => {
    const app = await startTestApp()
    const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, app.clock)
    await using chromium = await launchPageBrowser()
    try {
      await fill(database, new Date(app.clock.now() - 3_600_000))
      const admin = await app.signIn()
      const rows = [
        await answered(admin, database, 'the register', '/api/equipment?limit=300', SQL.register),
        await answered(admin, database, 'its summary', '/api/equipment/summary', null),
        await answered(admin, database, 'open faults', '/api/faults?state=open&limit=300', SQL.faults),
        await answered(admin, database, 'open requests', '/api/requests?state=open&limit=200', SQL.requests),
        await answered(admin, database, 'the desk', '/api/desk', null),
        await answered(admin, database, 'the search, 聲音', `/api/search?q=${encodeURIComponent('聲音')}`, SQL.search),
      ]
      const address = await app.listen()
      const page = await chromium.browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-TW' })
      await page.goto(`${address}/#/settings`)
      await page.getByLabel('帳號').fill('admin')
      await page.getByLabel('密碼').fill(ADMIN_PASSWORD)
      await page.getByRole('button', { name: '登入' }).click()
      await page.locator('.clock-time').waitFor()
      for (const [path, row] of PAGES) rows.push(...(await looked(page, path, row)))
      return rows
    } finally {
      await database.$disconnect()
      await app.close()
    }
  },
}

const PAGES = [
  ['/register', '.device-rows > li'],
  ['/faults', '.fault-row'],
  ['/requests', '.rows > li'],
  ['/desk', '.desk-columns summary'],
] as const
