import { describe, expect, it } from 'vitest'
import type { Airing } from '../protocol/rundown.ts'
import { duration, instant } from '../protocol/time.ts'
import type { Agenda, Show } from './agenda.ts'
import { type Moment, messageOf, noteOf, screenOf, troubleAt } from './screens.ts'

const NOON = instant(Date.parse('2026-11-25T12:04:00+08:00'))
const airing: Airing = {
  id: 'noon',
  group: 'g',
  start: NOON,
  end: instant(NOON + 960_000),
  kind: 'news',
  title: '午間新聞',
  mediaId: 'm',
  offsetMs: duration(0),
  mediaDurationMs: duration(960_000),
  slotId: 's',
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
}
const show: Show = { airing, mediaId: 'm', revision: 'r', originMs: NOON, startAt: NOON, endAt: airing.end }
const agenda: Agenda = { airing, show, next: null, changesAt: null }
const nothing: Agenda = { airing: null, show: null, next: null, changesAt: null }
const moment = (more: Partial<Moment>): Moment => ({
  agenda,
  state: null,
  manifest: null,
  identity: null,
  plan: null,
  zone: 'Asia/Taipei',
  now: NOON,
  troubleSince: null,
  origin: 'http://noon.test:8080',
  poster: () => null,
  ...more,
})
const IDENTITY: NonNullable<Moment['identity']> = {
  displayId: 'd',
  name: '101',
  groupId: 'g',
  groupName: '',
  schoolName: '一中',
  timeZone: 'Asia/Taipei',
  volume: 1,
  mutedUntil: null,
  rehearsal: false,
  trimMs: 0,
}
const playing = { type: 'playing', positionMs: 0, skewMs: 0 } as const

describe('what is on the screen', () => {
  it('the picture while a programme runs, the slate while it loads', () => {
    expect(screenOf(moment({ state: playing })).type).toBe('picture')
    expect(screenOf(moment({ state: { type: 'loading' } })).type).toBe('slate')
  })

  it('P4 an emergency’s words before anything else', () => {
    const notice = { zh: '地震', en: 'Earthquake', exercise: false }
    const alarm = { ...nothing, airing: { ...airing, mediaId: null, notice } }
    expect(screenOf(moment({ agenda: alarm, troubleSince: NOON - 60_000 }))).toMatchObject({
      type: 'emergency',
      notice,
    })
  })

  it('P5 a calm slate while a teacher hides the picture, by the TV’s own clock; never over an exam or an emergency', () => {
    const until = instant(NOON + 600_000)
    const identity: Moment['identity'] = { ...IDENTITY, hiddenUntil: until }
    const at = (more: Partial<Airing>, now = NOON) =>
      screenOf(moment({ identity, state: playing, now, agenda: { ...agenda, airing: { ...airing, ...more } } }))
    expect(at({})).toEqual({ type: 'hidden', until, room: '101' })
    expect(at({}, until).type).toBe('picture')
    expect(at({ exam: true }).type).toBe('picture')
    expect(at({ emergency: true }).type).toBe('picture')
    expect(screenOf(moment({ identity, agenda: nothing })).type).toBe('hidden')
  })

  it('trouble once it has lasted, and the slate until then', () => {
    const since = troubleAt(show, { type: 'loading' }, instant(NOON + 6000), null)
    expect(since).toBe(NOON + 6000)
    expect(screenOf(moment({ troubleSince: since, now: instant(NOON + 12_000) })).type).toBe('slate')
    expect(screenOf(moment({ troubleSince: since, now: instant(NOON + 15_000) })).type).toBe('trouble')
    expect(troubleAt(show, playing, instant(NOON + 60_000), since)).toBeNull()
    expect(troubleAt(null, null, instant(NOON + 60_000), since)).toBeNull()
  })

  it('a key is asked for where the browser keeps the sound off', () => {
    const blocked = screenOf(moment({ state: { type: 'failed', code: 'autoplay' } }))
    expect(blocked).toMatchObject({ type: 'trouble', what: { zh: '瀏覽器不讓聲音播出' } })
    expect(screenOf(moment({ state: { type: 'failed', code: 'autoplay' }, identity: null }))).toMatchObject({
      report: null,
    })
  })

  it('the next programme of today with its picture, and none of another day', () => {
    const poster = () => 'blob:poster'
    const soon = { ...nothing, next: show }
    expect(screenOf(moment({ agenda: soon, now: instant(NOON - 60_000), poster }))).toMatchObject({
      type: 'slate',
      nextTitle: '午間新聞',
      nextAt: NOON,
      poster: 'blob:poster',
    })
    const yesterday = screenOf(moment({ agenda: soon, now: instant(NOON - 86_400_000) }))
    expect(yesterday).toMatchObject({ nextTitle: null, nextAt: null })
  })
})

describe('what stands beside it', () => {
  const words = { zh: '一', en: 'one' }
  const later = { zh: '二', en: 'two' }
  const messages = [
    { words, until: instant(NOON + 60_000) },
    { words: later, until: instant(NOON + 1000) },
  ]

  it('the newest message that still counts, and none in an exam or an emergency', () => {
    expect(messageOf(airing, messages, NOON)).toBe(later)
    expect(messageOf(airing, messages, instant(NOON + 2000))).toBe(words)
    expect(messageOf(airing, messages, instant(NOON + 60_000))).toBeNull()
    expect(messageOf({ ...airing, exam: true }, messages, NOON)).toBeNull()
    expect(messageOf({ ...airing, emergency: true }, messages, NOON)).toBeNull()
  })

  it('a break of the line once it has lasted, and first of all that the TV is unknown', () => {
    const line = { refused: false, lostAt: NOON, lasting: true, planned: true, zone: 'Asia/Taipei' }
    expect(noteOf(line, instant(NOON + 4000))).toBeNull()
    expect(noteOf(line, instant(NOON + 6000))?.zh).toBe('12:04 起連不到伺服器，節目照常播出')
    expect(noteOf({ ...line, planned: false }, instant(NOON + 6000))?.zh).toBe('12:04 起連不到伺服器')
    expect(noteOf({ ...line, lostAt: null }, NOON)).toBeNull()
    expect(noteOf({ ...line, lostAt: null, lasting: false }, NOON)?.en).toMatch(/keep nothing/)
    expect(noteOf({ ...line, refused: true }, instant(NOON + 6000))?.en).toMatch(/pair it again/)
  })
})
