import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SiteCheck } from '../../../protocol/duty-probe.ts'
import { instant } from '../../../protocol/time.ts'
import { mayReach } from './addresses.ts'
import { judgeProbe, type Seen } from './judge.ts'
import { checkSite, siteAddress } from './site-check.ts'

const AT = instant(Date.parse('2026-11-23T08:00:00+08:00'))
const servers: Server[] = []
const serve = async (server: Server): Promise<number> => {
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}
let port: number
let other: number
let secure: number
const asked: string[] = []

const answer: RequestListener = (request, response) => {
  asked.push(request.url ?? '')
  const redirect = (location: string) => response.writeHead(302, { location }).end()
  switch (request.url) {
    case '/here':
      return redirect('/')
    case '/round':
      return redirect('/round')
    case '/other':
      return redirect(`http://127.0.0.1:${other}/secret`)
    case '/metadata':
      return redirect('http://169.254.169.254/latest/meta-data/')
    case '/file':
      return redirect('file:///etc/passwd')
    case '/never':
      return response.writeHead(200).write('…')
    case '/large':
      response.writeHead(200)
      return response.end(Buffer.concat([Buffer.alloc(600 * 1024, 'x'), Buffer.from('the end')]))
    case '/big5':
      return response.writeHead(200, { 'content-type': 'text/html; charset=big5' }).end(Buffer.from('bec7aed5', 'hex'))
    default:
      return response.writeHead(request.url === '/' ? 200 : 404).end('<h1>臺中一中</h1>')
  }
}

beforeAll(async () => {
  port = await serve(createServer(answer))
  other = await serve(createServer((_request, response) => response.end('inside')))
  const folder = new URL('../../../test/mail/', import.meta.url)
  const [cert, key] = await Promise.all([
    readFile(new URL('loopback.cert.pem', folder)),
    readFile(new URL('loopback.key.pem', folder)),
  ])
  secure = await serve(createSecure({ cert, key }, answer))
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})
const check = (path: string, expects = '', patienceMs = 5000) =>
  checkSite({ url: `http://127.0.0.1:${port}${path}`, expects }, AT, patienceMs)

describe('a look at a site', () => {
  it('D21 is up, says what it should, follows a redirect of its own', async () => {
    const up = { type: 'up', at: AT, status: 200, saysExpected: true, certificateUntil: null, certificateProblem: null }
    expect(await check('/', '臺中一中')).toEqual(up)
    expect(await check('/here', '臺中一中')).toEqual(up)
    expect(await check('/', '停機')).toEqual({ ...up, saysExpected: false })
    expect(await check('/gone')).toMatchObject({ status: 404 })
    expect(await check('/big5', '學校')).toMatchObject({ saysExpected: true })
  })

  it('D21 is told of a certificate that nobody trusts, and until when it is good', async () => {
    const seen = await checkSite({ url: `https://127.0.0.1:${secure}/`, expects: '臺中' }, AT)
    expect(seen).toMatchObject({ type: 'up', saysExpected: true, certificateProblem: expect.stringMatching(/CERT/) })
    expect(seen.type === 'up' ? (seen.certificateUntil ?? 0) : 0).toBeGreaterThan(AT)
  })

  it('D21 is led to no other port, no inner network, no file, and not in circles', async () => {
    expect(await check('/other')).toEqual({ type: 'down', at: AT, why: 'ADDRESS_NOT_ALLOWED' })
    expect(await check('/metadata')).toMatchObject({ why: 'ADDRESS_NOT_ALLOWED' })
    expect(await check('/file')).toMatchObject({ why: 'REDIRECT_NOT_ALLOWED' })
    expect(await check('/round')).toMatchObject({ why: 'TOO_MANY_REDIRECTS' })
    expect(asked.filter((path) => path === '/round')).toHaveLength(6)
    expect(await checkSite({ url: 'http://169.254.169.254/', expects: '' }, AT)).toMatchObject({
      why: 'ADDRESS_NOT_ALLOWED',
    })
  })

  it('D21 ends in time and after so many bytes, and says what is wrong', async () => {
    expect(await check('/never', '', 300)).toEqual({ type: 'down', at: AT, why: 'TIMED_OUT' })
    expect(await check('/large', 'the end')).toMatchObject({ type: 'up', saysExpected: false })
    const closed = await checkSite({ url: 'http://127.0.0.1:9/', expects: '' }, AT)
    expect(closed).toEqual({ type: 'down', at: AT, why: 'ECONNREFUSED' })
  })

  it.each(['ftp://a.example/', 'http://user:pass@a.example/', 'javascript:alert(1)', 'a.example'])(
    'D21 takes no %s',
    (text) => expect(siteAddress(text)).toBeNull(),
  )

  it.each([
    ['8.8.8.8', true, true],
    ['2606:4700::1111', true, true],
    ['10.1.2.3', false, true],
    ['192.168.0.9', false, true],
    ['127.0.0.1', false, true],
    ['::1', false, true],
    ['fd00::1', false, true],
    ['::ffff:10.0.0.1', false, true],
    ['64:ff9b::a00:1', false, true],
    ['100.64.0.1', false, true],
    ['169.254.169.254', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['fe80::1', false, false],
    ['0.0.0.0', false, false],
    ['not an address', false, false],
  ])('D21 %s is reached by a redirect: %s, when named: %s', (address, byRedirect, named) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([byRedirect, named])
  })
})

describe('what is made of it', () => {
  const HOUR = 3_600_000
  const nothing: Seen = {
    site: () => null,
    server: () => null,
    ownBackupAt: null,
    ownBackupFailed: false,
    ownDisks: [],
  }
  const ago = (hours: number) => instant(AT - hours * HOUR)
  const server = (free: number, newest: number, kept: number, at = AT): Seen => ({
    ...nothing,
    server: () => ({
      at,
      last: {
        disks: [{ name: 'C:', freeBytes: free, totalBytes: 100 }],
        backups: [{ name: 'web', newestAt: Math.floor(ago(newest) / 1000), kept }],
      },
    }),
  })
  const disk = { type: 'disk', serverId: 's', disk: 'C:', minFreePercent: 15 } as const
  const backup = { type: 'backup-age', serverId: 's', backup: 'web', maxHours: 170, minKept: 2 } as const
  const site = { type: 'site', siteId: 'a', certificateDays: 14 } as const
  const up: Extract<SiteCheck, { type: 'up' }> = {
    ...{ type: 'up', at: AT, status: 200, saysExpected: true, certificateProblem: null },
    certificateUntil: instant(AT + 20 * 24 * HOUR),
  }
  const codeOf = (...asked: Parameters<typeof judgeProbe>) => {
    const judgement = judgeProbe(...asked)
    return judgement.type === 'unknown' ? 'unknown' : `${judgement.type} ${judgement.finding.code}`
  }

  it('D24 its own disks and copies from the first day: the fullest disk, and no copy before the first night', () => {
    const own = { type: 'own-disk', minFreePercent: 10 } as const
    const disks = (...free: number[]) => ({
      ...nothing,
      ownDisks: free.map((freeBytes) => ({ freeBytes, totalBytes: 100 })),
    })
    expect(codeOf(own, nothing, AT)).toBe('unknown')
    expect(codeOf(own, disks(80, 10), AT)).toBe('ok disk-free')
    expect(codeOf(own, disks(80, 9), AT)).toBe('failed disk-full')
    const sizeless = { ...nothing, ownDisks: [{ freeBytes: 0, totalBytes: 0 }] }
    expect(judgeProbe(own, sizeless, AT)).toMatchObject({
      type: 'failed',
      value: 0,
      finding: { params: { percent: 0 } },
    })
    const copy = { type: 'own-backup', maxHours: 36 } as const
    expect(codeOf(copy, nothing, AT)).toBe('not-needed backup-awaited')
    expect(codeOf(copy, { ...nothing, ownBackupFailed: true }, AT)).toBe('failed backup-none')
  })

  it('D24 what nobody has named is not known', () => {
    expect(codeOf({ ...site, siteId: null }, { ...nothing, site: (id) => (id === null ? null : up) }, AT)).toBe(
      'unknown',
    )
    expect(codeOf({ ...disk, serverId: null }, nothing, AT)).toBe('unknown')
  })

  it('D20 a disk, backups, one’s own copies, and silence', () => {
    expect(codeOf(disk, nothing, AT)).toBe('unknown')
    expect(codeOf(disk, server(15, 1, 1), AT)).toBe('ok disk-free')
    expect(codeOf(disk, server(14, 1, 1), AT)).toBe('failed disk-full')
    expect(codeOf({ ...disk, disk: 'D:' }, server(50, 1, 1), AT)).toBe('unknown')
    expect(codeOf(disk, server(50, 1, 1, ago(27)), AT)).toBe('failed silent')
    expect(codeOf(backup, server(50, 24, 14), AT)).toBe('ok backup-fresh')
    expect(codeOf(backup, server(50, 171, 14), AT)).toBe('failed backup-old')
    expect(codeOf(backup, server(50, 24, 1), AT)).toBe('failed backup-few')
    expect(codeOf({ type: 'own-backup', maxHours: 36 }, { ...nothing, ownBackupAt: ago(30) }, AT)).toBe(
      'ok backup-fresh',
    )
    expect(codeOf({ type: 'own-backup', maxHours: 36 }, { ...nothing, ownBackupAt: ago(37) }, AT)).toBe(
      'failed backup-old',
    )
  })

  it('D20 a site that is up, down, wrong, or whose certificate ends', () => {
    const seen = (check: ReturnType<Seen['site']>): Seen => ({ ...nothing, site: () => check })
    expect(codeOf(site, nothing, AT)).toBe('unknown')
    expect(codeOf(site, seen(up), AT)).toBe('ok site-up')
    expect(codeOf(site, seen({ ...up, certificateUntil: null }), AT)).toBe('ok site-up')
    expect(codeOf(site, seen({ ...up, at: ago(30) }), AT)).toBe('unknown')
    expect(codeOf(site, seen({ ...up, status: 503 }), AT)).toBe('failed site-down')
    expect(codeOf(site, seen({ ...up, saysExpected: false }), AT)).toBe('failed site-text-missing')
    expect(codeOf({ ...site, certificateDays: 21 }, seen(up), AT)).toBe('failed certificate-ending')
    expect(codeOf(site, seen({ ...up, certificateProblem: 'CERT_HAS_EXPIRED' }), AT)).toBe('failed certificate-ending')
    expect(codeOf(site, seen({ type: 'down', at: AT, why: 'ENOTFOUND' }), AT)).toBe('failed site-down')
  })
})
