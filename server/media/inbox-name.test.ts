import { describe, expect, it } from 'vitest'
import { readName } from '../../protocol/programme-name.ts'
import { schoolDate } from '../../protocol/time.ts'
import { isIgnored, nameFor } from './inbox-name.ts'

describe('a name in the inbox', () => {
  it.each([
    ['2026-11-23 news.mp4', 'news', '2026-11-23', '2026-11-23 news'],
    ['20261123 午間新聞.mp4', 'news', '2026-11-23', '20261123 午間新聞'],
    ['1151123新聞.mp4', 'news', '2026-11-23', '1151123新聞'],
    ['115年11月23日 午間新聞.mov', 'news', '2026-11-23', '115年11月23日 午間新聞'],
    ['民國115年1月5日新聞.mp4', 'news', '2026-01-05', '民國115年1月5日新聞'],
    ['115.11.23 新聞.mp4', 'news', '2026-11-23', '115.11.23 新聞'],
    ['2026年2月3日新聞.mkv', 'news', '2026-02-03', '2026年2月3日新聞'],
    ['2026_11_23_NEWS_final.mp4', 'news', '2026-11-23', '2026 11 23 NEWS final'],
    ['NEWS20261123.MP4', 'news', '2026-11-23', 'NEWS20261123'],
    ['２０２６１１２３新聞.mp4', 'news', '2026-11-23', '２０２６１１２３新聞'],
    ['午間新聞.mp4', 'news', null, '午間新聞'],
    ['20261123.mp4', 'other', '2026-11-23', '20261123'],
    ['週五電影 海角七號.mkv', 'film', null, '週五電影 海角七號'],
    ['film night.avi', 'film', null, 'film night'],
    ['school movie.avi', 'film', null, 'school movie'],
    ['高三英聽模擬考.mp3', 'listening', null, '高三英聽模擬考'],
    ['Listening test 3.wav', 'listening', null, 'Listening test 3'],
    ['交通安全宣導.mp4', 'notice', null, '交通安全宣導'],
    ['notice_20260301.mp4', 'notice', '2026-03-01', 'notice 20260301'],
    ['newsletter.mp4', 'other', null, 'newsletter'],
    ['IMG_0042.MOV', 'other', null, 'IMG 0042'],
    ['2026-02-30 news.mp4', 'news', null, '2026-02-30 news'],
    ['20261323新聞.mp4', 'news', null, '20261323新聞'],
    ['13800112233 新聞.mp4', 'news', null, '13800112233 新聞'],
    ['2026-11-23 news', 'news', '2026-11-23', '2026-11-23 news'],
    ['第1集.Vol.2', 'other', null, '第1集.Vol'],
    ['[news 2026-11-23] 午間新聞.mp4', 'news', '2026-11-23', '午間新聞'],
    ['[film] 2026-11-23 news.mp4', 'film', null, '2026-11-23 news'],
    ['[other] 片段.mp4', 'other', null, '片段'],
    ['[news 2026-02-30] x.mp4', 'news', null, 'x'],
  ])('%s', (name, kind, airDate, title) => {
    expect(readName(name)).toEqual({ kind, airDate, title })
  })

  it('reads a decomposed name as macOS writes it', () => {
    expect(readName('Cafe\u0301 news.mp4').title).toBe('Café news')
  })

  it('writes a name that says the same when it is read', () => {
    const facts = { kind: 'news', airDate: schoolDate('2026-11-23'), title: '午間新聞' } as const
    expect(nameFor(facts, '.mp4')).toBe('[news 2026-11-23] 午間新聞.mp4')
    expect(readName(nameFor(facts, '.mp4'))).toEqual(facts)
    expect(nameFor({ kind: 'film', airDate: null, title: 'a/b: c?' }, '.mkv')).toBe('[film] a b c.mkv')
    expect(nameFor({ kind: 'other', airDate: null, title: '//' }, '')).toBe('[other] programme')
    expect(
      new TextEncoder().encode(nameFor({ kind: 'other', airDate: null, title: '長'.repeat(200) }, '')).length,
    ).toBe(188)
  })

  it.each(['.DS_Store', '~$plan.docx', 'news.mp4.part', 'a.CRDOWNLOAD', 'Thumbs.db', 'README.md', '.news.mp4.x7Yq'])(
    'leaves %s alone',
    (name) => {
      expect(isIgnored(name)).toBe(true)
    },
  )
  it.each(['news.mp4', 'partial view.mp4', '午間新聞', 'readme.mp4'])('takes %s', (name) => {
    expect(isIgnored(name)).toBe(false)
  })
})
