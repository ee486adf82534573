import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createGuestLinks, type GuestLinks } from './guest-links.ts'

const HOUR_MS = 3_600_000
const clock = createTestClock(instant(Date.parse('2026-11-26T12:04:00+08:00')))
let opened: TestDatabase
let links: GuestLinks
beforeAll(async () => {
  opened = await openTestDatabase(clock)
  links = createGuestLinks({ database: opened.database, clock })
})
afterAll(() => opened.close())

const make = (subjectId: string) =>
  links.make({
    ...{ purpose: 'technician', subjectId, holder: '大同資訊', createdBy: 'wang' },
    expiresAt: instant(clock.now() + HOUR_MS),
  })
const refused = { code: 'GUEST_LINK_INVALID' }

describe('links for guests', () => {
  it('open what they were made for and nothing else, and are kept as a hash', async () => {
    const { token, linkId } = await make('visit-1')
    expect(await links.open('technician', token)).toMatchObject({ linkId, subjectId: 'visit-1', holder: '大同資訊' })
    await expect(links.open('countersign', token)).rejects.toMatchObject(refused)
    expect(JSON.stringify(await opened.database.guestLink.findMany())).not.toContain(token)
  })

  it('are spent once, however many try', async () => {
    const { token, linkId } = await make('visit-2')
    const tries = await Promise.allSettled([links.spend(linkId), links.spend(linkId)])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(links.open('technician', token)).rejects.toMatchObject(refused)
  })

  it('end when they are withdrawn, and when their time is over', async () => {
    const [withdrawn, late] = [await make('visit-3'), await make('visit-4')]
    expect(await links.revoke('technician', 'visit-3')).toBe(1)
    await expect(links.open('technician', withdrawn.token)).rejects.toMatchObject(refused)
    clock.advance(HOUR_MS)
    await expect(links.open('technician', late.token)).rejects.toMatchObject(refused)
  })
})
