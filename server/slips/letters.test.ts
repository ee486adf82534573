/** From a slip that moves to a mail in a box: real database, real mail server, a clock that is moved. */

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlipToSign, SlipView } from '../../protocol/slip.ts'
import { instant } from '../../protocol/time.ts'
import { startMailServer, type TestMailServer } from '../../test/mail/mail-server.ts'
import { createGuestLinks } from '../guests/guest-links.ts'
import { createDeliveries } from '../mail/deliveries.ts'
import { createLetterbox } from '../mail/letterbox.ts'
import { createPostSettings } from '../mail/post-settings.ts'
import { type Postman, startPostman } from '../mail/postman.ts'
import { createSeal, readSealKey } from '../platform/sealed.ts'
import { createScheduleStore } from '../schedule/store.ts'
import { createSlipLetters, type SlipLetters } from './letters.ts'
import { createSignLinks } from './sign-links.ts'
import { type SlipStage, startSlipStage } from './slips-fixture.ts'

const MINUTE = 60_000
let stage: SlipStage
let mailbox: TestMailServer
let postman: Postman
let letters: SlipLetters

beforeAll(async () => {
  stage = await startSlipStage()
  mailbox = await startMailServer()
  const { database, clock, admin, app } = stage
  const server = {
    host: '127.0.0.1',
    port: mailbox.port,
    tls: 'none',
    user: '',
    from: 'noon@school.example',
    trusted: '',
  }
  const payload = { ...server, panelAddress: 'http://noon.example:8080' }
  await admin.inject({ method: 'PUT', url: '/api/mail/server', payload })
  const countersigners = [
    { id: 'general-affairs', name: '庶務組', nameEn: 'General affairs', mail: 'general@school.example' },
    { id: 'accounting', name: '會計室', nameEn: 'Accounting', mail: '' },
  ]
  await admin.inject({ method: 'PATCH', url: '/api/settings', payload: { countersigners } })
  const people = (await admin.inject({ method: 'GET', url: '/api/users' })).json<{
    items: { id: string; name: string }[]
  }>()
  for (const { id, name } of people.items)
    await admin.inject({ method: 'PATCH', url: `/api/users/${id}`, payload: { email: `${name}@school.example` } })
  const sealed = { database, clock, seal: createSeal(readSealKey(join(app.directory, 'data'))) }
  const [deliveries, post] = [createDeliveries(sealed), createPostSettings(sealed)]
  const timeZone = 'Asia/Taipei'
  const writer = async () => ({ schoolName: '臺中一中', minguoYears: false, timeZone })
  const quiet = { info: () => undefined, error: (details: object) => expect.fail(JSON.stringify(details)) }
  postman = startPostman({ deliveries, post, writer, clock, changes: { publish: () => undefined }, log: quiet })
  letters = createSlipLetters({
    ...{ database, clock, timeZone, deliveries, channels: post.channels },
    letterbox: createLetterbox({ database, clock, timeZone, deliveries, post }),
    links: createSignLinks({ database, clock, guests: createGuestLinks({ database, clock }) }),
    days: createScheduleStore({ database, clock, timeZone }).days,
  })
})
afterAll(async () => {
  await postman.stop()
  await stage.close()
  await mailbox[Symbol.asyncDispose]()
})

/** What came since the last look: to whom, and its words. */
const carry = async () => {
  stage.clock.jump(instant(stage.clock.now() + 2 * MINUTE))
  const before = mailbox.received.length
  await postman.look()
  return mailbox.received.slice(before).map(({ to, raw }) => {
    const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
    const [, part = ''] = raw.split(`--${boundary}`)
    const [head = '', ...body] = part.split('\r\n\r\n')
    const text = body.join('\r\n\r\n')
    const isBase64 = /base64/i.test(head)
    const bytes = isBase64 ? Buffer.from(text, 'base64') : Buffer.from(unquoted(text), 'latin1')
    return { to: to.join(), text: bytes.toString('utf8') }
  })
}
/** Quoted-printable (RFC 2045 §6.7). */
const unquoted = (text: string) =>
  text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const readers = (mails: readonly { readonly to: string }[]) => mails.map(({ to }) => to).sort()
const tokenIn = (mails: readonly { readonly text: string }[]) =>
  mails.map(({ text }) => /#\/sign\?token=([\w-]+)/.exec(text)?.[1]).find((token) => token !== undefined) ?? ''
const guest = (path: string, payload: object) =>
  stage.app.http.inject({ method: 'POST', url: `/api/sign${path}`, payload })

describe('letters about a slip', () => {
  it('L12 the office’s address gets a link that signs, its accounts the slip’s own page; then the next is asked', async () => {
    const slip = await stage.sent()
    const asked = await carry()
    expect(readers(asked)).toEqual(['general@school.example', 'hsu@school.example'])
    const token = tokenIn(asked)
    expect(asked.find(({ to }) => to.startsWith('hsu'))?.text).toContain(`http://noon.example:8080/#/slips/${slip.id}`)
    expect(asked.every(({ text }) => text.includes('4,500') && text.includes(slip.number))).toBe(true)
    expect((await guest('', { token })).json<SlipToSign>().office).toBe('general-affairs')
    await guest('/ask', { token, name: '許', said: '有沒有保固？' })
    const question = await carry()
    expect(readers(question)).toEqual(['admin@school.example'])
    expect(question[0]?.text).toContain('有沒有保固？')
    const url = `/api/slips/${slip.id}/turns/general-affairs/answer`
    await stage.admin.inject({ method: 'POST', url, payload: { said: '去年到期' } })
    const answered = await carry()
    expect(answered.every(({ text }) => text.includes('去年到期'))).toBe(true)
    // The newer letter's link is the one that counts.
    expect((await guest('', { token })).statusCode).toBe(410)
    await guest('/sign', { token: tokenIn(answered), name: '許組長', hash: slip.hash })
    expect(readers(await carry())).toEqual(['kuo@school.example'])
    await stage.accounting.inject({ method: 'POST', url: `/api/slips/${slip.id}/sign`, payload: { hash: slip.hash } })
    const done = await carry()
    expect(readers(done)).toEqual(['admin@school.example'])
    expect(done[0]?.text).toMatch(/可以叫廠商了/)
  })

  it('L7 whoever signed is told of a change, and a letter that came too late is not sent', async () => {
    const slip = await stage.sent()
    const token = tokenIn(await carry())
    await guest('/sign', { token, name: '許組長', hash: slip.hash })
    // Before the minute is over: 會計室 never hears of the first round.
    const payload = { version: slip.version, estimate: 9000 }
    const put = { method: 'PUT', url: `/api/slips/${slip.id}`, payload } as const
    const changed = (await stage.admin.inject(put)).json<SlipView>()
    const told = await carry()
    expect(readers(told)).toEqual([
      ...['general@school.example', 'general@school.example', 'hsu@school.example', 'hsu@school.example'],
    ])
    expect(told.filter(({ text }) => text.includes('原來的簽名不再算數'))).toHaveLength(2)
    expect(told.filter(({ text }) => text.includes('9,000'))).toHaveLength(2)
    await stage.admin.inject({ method: 'POST', url: `/api/slips/${changed.id}/withdraw` })
    expect(await carry()).toEqual([])
  })

  it('L13 who is waited for is reminded after two school days and each two more, the section when it owes an answer', async () => {
    const slip = await stage.sent()
    await carry()
    const on = (day: string) => stage.clock.jump(instant(Date.parse(`2026-${day}T08:10:00+08:00`)))
    on('11-27')
    expect(await letters.remind()).toEqual([])
    on('11-29')
    expect(await letters.remind()).toEqual([])
    on('11-30')
    expect(await letters.remind()).toEqual([slip.id])
    expect(await letters.remind()).toEqual([])
    const reminded = await carry()
    expect(readers(reminded)).toEqual(['general@school.example', 'hsu@school.example'])
    expect(reminded.every(({ text }) => text.includes('提醒'))).toBe(true)
    await guest('/ask', { token: tokenIn(reminded), name: '許', said: '為什麼這麼貴？' })
    await carry()
    on('12-02')
    expect(await letters.remind()).toEqual([slip.id])
    expect(readers(await carry())).toEqual(['admin@school.example'])
    const events = await stage.database.slipEvent.findMany({ where: { slipId: slip.id, act: 'reminded' } })
    expect(events.map(({ office }) => office)).toEqual(['general-affairs', null])
  })
})
