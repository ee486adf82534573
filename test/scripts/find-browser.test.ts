import { describe, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/find-browser.mjs'

const only =
  (...files: readonly string[]) =>
  (path: string): boolean =>
    files.includes(path)

describe('findBrowser', () => {
  it('CHROMIUM_PATH wins over every other', () =>
    expect(
      findBrowser({ CHROMIUM_PATH: '/opt/c', PATH: '/usr/bin' }, 'linux', only('/opt/c', '/usr/bin/chromium')),
    ).toEqual({ found: '/opt/c' }))

  it('says that CHROMIUM_PATH is wrong, though another is there', () =>
    expect(findBrowser({ CHROMIUM_PATH: '/opt/c', PATH: '/usr/bin' }, 'linux', only('/usr/bin/chromium'))).toEqual({
      wrong: '/opt/c',
    }))

  it('prefers Chromium to Chrome, wherever on PATH they are', () =>
    expect(findBrowser({ PATH: '/a:/b' }, 'linux', only('/a/google-chrome', '/b/chromium'))).toEqual({
      found: '/b/chromium',
    }))

  it.each([
    ['linux', {}, '/snap/bin/chromium'],
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['win32', { PROGRAMFILES: 'C:\\Program Files' }, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
  ])('on %s looks where it is usually installed', (platform, environment, file) =>
    expect(findBrowser(environment, platform, only(file))).toEqual({ found: file }),
  )

  it('is null when there is none', () => expect(findBrowser({ PATH: '/a' }, 'linux', only())).toBeNull())
})
