import { describe, expect, it } from 'vitest'
import {
  canInstallPackages,
  diskState,
  isInstalled,
  isNetworkFailure,
  isPurpose,
  locate,
  onPath,
  STEPS,
} from '../../scripts/setup/decisions.mjs'

describe('isInstalled', () => {
  const locked = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-darwin': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  }
  const a = { version: '1.0.0', integrity: 'sha512-a' }

  it('is false before anything was installed', () => expect(isInstalled(locked, null)).toBe(false))

  it('is true when all is there but another platform’s build', () =>
    expect(isInstalled(locked, { 'node_modules/a': a })).toBe(true))

  it.each([
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/a': { ...a, version: '1.0.1' } }],
    ['a package has other contents', { 'node_modules/a': { ...a, integrity: 'sha512-x' } }],
    [
      'an optional one has another version',
      { 'node_modules/a': a, 'node_modules/b-darwin': { version: '1.9.0', integrity: 'sha512-b' } },
    ],
  ])('is false when %s', (_, installed) => expect(isInstalled(locked, installed)).toBe(false))
})

describe('diskState', () => {
  it.each([
    [199.9e6, 'full'],
    [200e6, 'low'],
    [999.9e6, 'low'],
    [1000e6, 'enough'],
  ])('%d bytes free: %s', (free, state) => expect(diskState(free)).toBe(state))
})

describe('isNetworkFailure', () => {
  it.each([
    ['npm error code ENOTFOUND', true],
    ['npm error network request to https://registry.example/a failed', true],
    ['npm error errno ECONNREFUSED', true],
    ['npm error code EACCES', false],
    ['npm error code E404', false],
  ])('%s: %s', (output, answer) => expect(isNetworkFailure(output)).toBe(answer))
})

describe('locate', () => {
  const exists = (path: string): boolean => path === '/usr/bin/ffmpeg' || path === '/opt/ffmpeg'
  const places = ['/usr/local/bin/ffmpeg', '/usr/bin/ffmpeg']

  it('takes what the variable names', () =>
    expect(locate('/opt/ffmpeg', places, exists)).toEqual({ found: '/opt/ffmpeg' }))

  it('never falls back from a wrong variable', () =>
    expect(locate('/opt/none', places, exists)).toEqual({ wrong: '/opt/none' }))

  it.each([undefined, ''])('looks on its own when the variable is %o', (named) =>
    expect(locate(named, places, exists)).toEqual({ found: '/usr/bin/ffmpeg' }),
  )

  it('says when it is nowhere', () => expect(locate(undefined, ['/a', '/b'], exists)).toBeNull())
})

describe('onPath', () => {
  it('joins as the platform does', () => {
    expect(onPath('ffmpeg', { PATH: '/usr/bin:/bin' }, 'linux')).toEqual(['/usr/bin/ffmpeg', '/bin/ffmpeg'])
    expect(onPath('ffmpeg', { Path: 'C:\\A;D:\\B' }, 'win32')).toEqual(['C:\\A\\ffmpeg.exe', 'D:\\B\\ffmpeg.exe'])
  })

  it('leaves out empty entries and stands an absent PATH', () => {
    expect(onPath('ffmpeg', { PATH: ':/bin:' }, 'darwin')).toEqual(['/bin/ffmpeg'])
    expect(onPath('ffmpeg', {}, 'linux')).toEqual([])
  })
})

describe('canInstallPackages', () => {
  it.each([
    [{ platform: 'linux', uid: 0, aptGet: true }, true],
    [{ platform: 'linux', uid: 1000, aptGet: true }, false],
    [{ platform: 'linux', uid: 0, aptGet: false }, false],
    [{ platform: 'darwin', uid: 0, aptGet: true }, false],
    [{ platform: 'win32', uid: undefined, aptGet: false }, false],
  ])('%o: %s', (machine, answer) => expect(canInstallPackages(machine)).toBe(answer))
})

describe('purposes', () => {
  it('knows its own words and no inherited ones', () => {
    expect(['start', 'ingest', 'test', 'check', 'bench'].every(isPurpose)).toBe(true)
    expect(['toString', 'stop', '', undefined].some(isPurpose)).toBe(false)
  })

  it('the database client is there before anything that imports it', () => {
    for (const steps of Object.values(STEPS)) expect(steps).toContain('client')
  })
})
