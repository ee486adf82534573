import { describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { nextOfWish, WAIT_AT_MOST_MS } from './test-showing.ts'

const ASKED = instant(Date.parse('2026-11-23T02:00:00Z'))
const wish = { displayId: 'tv-101', askedBy: 'wang', askedAt: ASKED, mediaId: 'bars' }
const later = (milliseconds: number) => instant(ASKED + milliseconds)
const clip = (state: 'queued' | 'preparing' | 'ready' | 'refused') => ({ state, archivedAt: null })

describe('a test picture that was asked for', () => {
  it('is drawn when there is none, waited for while it is prepared, and shown once it is ready', () => {
    expect(nextOfWish({ ...wish, mediaId: null }, null, true, ASKED)).toEqual({ type: 'draw' })
    for (const state of ['queued', 'preparing'] as const)
      expect(nextOfWish(wish, clip(state), true, later(1000))).toEqual({ type: 'wait', on: 'clip' })
    expect(nextOfWish(wish, clip('ready'), true, later(2000))).toEqual({ type: 'show', mediaId: 'bars' })
  })
  it('waits for a TV that is off', () => {
    expect(nextOfWish(wish, clip('ready'), false, later(2000))).toEqual({ type: 'wait', on: 'tv' })
  })
  it('ends when the clip can not be had', () => {
    const failed = { type: 'end', code: 'TEST_PICTURE_FAILED' }
    expect(nextOfWish(wish, clip('refused'), true, later(1000))).toEqual(failed)
    expect(nextOfWish(wish, null, true, later(1000))).toEqual(failed)
    expect(nextOfWish(wish, { state: 'ready', archivedAt: later(1) }, true, later(1000))).toEqual(failed)
  })
  it('ends after ten minutes, and says what was missing', () => {
    const last = later(WAIT_AT_MOST_MS - 1)
    const over = later(WAIT_AT_MOST_MS)
    expect(nextOfWish(wish, clip('ready'), true, last)).toMatchObject({ type: 'show' })
    expect(nextOfWish(wish, clip('preparing'), true, over)).toEqual({ type: 'end', code: 'TEST_PICTURE_LATE' })
    expect(nextOfWish(wish, clip('ready'), false, over)).toEqual({ type: 'end', code: 'TEST_PICTURE_TV_AWAY' })
    expect(nextOfWish({ ...wish, mediaId: null }, null, true, over)).toEqual({ type: 'end', code: 'TEST_PICTURE_LATE' })
  })
})
