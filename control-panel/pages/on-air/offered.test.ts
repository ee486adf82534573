import { describe, expect, test } from 'vitest'
import type { Display } from '../../../protocol/display.ts'
import { SOME_FACTS, someDisplay } from '../../../protocol/display-fixture.ts'
import { duration, instant } from '../../../protocol/time.ts'
import type { PlannedAiring } from '../../queries.ts'
import { ASKED, isOffered, type Moment, momentsOf, situationsIn, skippableIn } from './offered.ts'

const airing = (patch: Partial<PlannedAiring> = {}): PlannedAiring => ({
  id: 'a',
  group: 'g',
  start: instant(0),
  end: instant(16),
  kind: 'news',
  title: 'News',
  mediaId: 'm',
  offsetMs: duration(0),
  mediaDurationMs: duration(20),
  slotId: 's',
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
  ...patch,
})
const OFF = someDisplay({ status: { state: 'offline', since: null } })
const ON = someDisplay({ status: { state: 'online', since: instant(0), report: null, facts: SOME_FACTS } })
const moment = (airings: readonly PlannedAiring[], displays: readonly Display[] = [ON]): Moment => ({
  situations: situationsIn(airings, new Set(['g']), instant(5)),
  skippable: skippableIn(airings, new Set(['g']), instant(5)),
  displays,
})
const offered = (given: Moment) => ASKED.filter((act) => isOffered(act, given))

describe('what is offered', () => {
  test('while a programme that is longer than its slot runs: all', () => {
    expect(offered(moment([airing()]))).toEqual([...ASKED])
  })
  test('a programme shorter than its slot is over at an instant of its own: then nothing is held or ended', () => {
    const short = airing({ mediaDurationMs: duration(4) })
    expect(momentsOf([short])).toContain(instant(4))
    expect(offered(moment([short]))).not.toContain('hold')
  })
  test('P6 before it, a skip; nothing that needs a programme on', () => {
    const waits = [
      airing({ start: instant(0), end: instant(10), mediaId: null, kind: 'slate', slotId: null }),
      airing({ start: instant(10) }),
    ]
    expect(offered(moment(waits))).toEqual(['cut-in', 'skip', 'message', 'volume', 'identify', 'emergency'])
  })
  test('C4 in an exam nothing but an emergency', () => {
    expect(offered(moment([airing({ exam: true })]))).toEqual(['emergency'])
  })
  test('to TVs that are off, what is kept for them; where there are none, a cut-in for when there are', () => {
    expect(offered(moment([airing()], [OFF]))).toEqual(ASKED.filter((act) => act !== 'identify'))
    expect(offered(moment([airing()], []))).toEqual(['cut-in', 'emergency'])
  })
})
