import { describe, expect, it } from 'vitest'
import { arrivalOf, parseMetadata } from './upload-metadata.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('what an upload says of itself', () => {
  it('is pairs of keys and base64', () => {
    expect(parseMetadata(`filename ${base64('午間新聞.mp4')},kind ${base64('news')}, empty`)).toEqual({
      filename: '午間新聞.mp4',
      kind: 'news',
      empty: '',
    })
    expect(parseMetadata('')).toEqual({})
  })

  it('is completed by the name', () => {
    const named = { originalName: '2026-11-23 news.mp4', title: '2026-11-23 news', kind: 'news', airDate: '2026-11-23' }
    expect(arrivalOf({ filename: 'C:\\films\\2026-11-23 news.mp4' })).toEqual(named)
    expect(
      arrivalOf({ filename: '2026-11-23 news.mp4', title: ' 早安 ', kind: 'film', airDate: '2026-11-24' }),
    ).toEqual({ ...named, title: '早安', kind: 'film', airDate: '2026-11-24' })
    expect(arrivalOf({})).toEqual({ originalName: 'upload', title: 'upload', kind: 'other', airDate: null })
  })

  it('is refused when it makes no sense', () => {
    expect(() => arrivalOf({ kind: 'opera' })).toThrow('INPUT_INVALID')
    expect(() => arrivalOf({ airDate: '2026-02-30' })).toThrow('INPUT_INVALID')
  })
})
