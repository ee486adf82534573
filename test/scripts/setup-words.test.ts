import { describe, expect, it } from 'vitest'
import { speaksChinese, words } from '../../scripts/setup/words.mjs'

describe('speaksChinese', () => {
  it.each([
    [{ LANG: 'zh_TW.UTF-8' }, true],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW' }, true],
    [{ LANG: 'zh_TW.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'zh_TW.UTF-8', LC_ALL: '' }, true],
    [{}, false],
  ])('%o: %s', (environment, answer) => expect(speaksChinese(environment)).toBe(answer))
})

describe('words', () => {
  const params = { folder: '/data', free: 12, least: 200 }

  it('fills in the figures, in English', () =>
    expect(words(false, 'DISK_FULL', params)).toBe(
      'Not enough disk space: 12 MB left at /data, 200 MB needed. Free some space and try again.',
    ))

  it('says Chinese first and English after it, on one line', () =>
    expect(words(true, 'DISK_FULL', params)).toMatch(/^磁碟空間不足：\/data 只剩 12 MB.* Not enough disk space[^\n]*$/))
})
