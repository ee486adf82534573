import { describe, expect, test } from 'vitest'
import { leastFor, permissionFor } from './act-permission.ts'
import type { AskedAct } from './acts.ts'
import { duration, instant } from './time.ts'

const MIDNIGHT = instant(1000)
const BEYOND = instant(1001)
const groups: string[] = []
const everyone = { groups, displays: [] as string[] }
const words = { zh: '請', en: 'please' }
const cutIn = { type: 'cut-in', groups, mediaId: 'm' } as const
const replay = {
  type: 'replay' as const,
  displays: ['tv'],
  mediaId: 'm',
  fromMs: duration(0),
  toMs: duration(1),
}

/** The permission of a pupil who runs today's plan comes first, then what needs more. */
const NEEDED: readonly (readonly [string, readonly AskedAct[]])[] = [
  [
    'playout.control',
    [
      { ...cutIn, start: null, end: null },
      { ...cutIn, start: instant(10), end: MIDNIGHT },
      { type: 'hold', groups, until: MIDNIGHT },
      { type: 'skip', groups, airingId: 'a' },
      { type: 'end', groups },
      { type: 'extend', groups, until: MIDNIGHT },
      { ...replay, start: null },
      { type: 'volume', ...everyone, volume: 1 },
      { type: 'mute', ...everyone, until: null },
      { type: 'standby', groups: ['g'], displays: [], on: true },
      { type: 'standby', groups, displays: ['tv'], on: true },
      { type: 'identify', ...everyone },
      { type: 'reload', ...everyone },
    ],
  ],
  ['playout.message', [{ type: 'message', ...everyone, words, until: instant(10) }]],
  [
    'playout.beyond',
    [
      { ...cutIn, start: BEYOND, end: null },
      { ...cutIn, start: null, end: BEYOND },
      { type: 'hold', groups },
      { type: 'hold', groups, until: null },
      { type: 'hold', groups, until: BEYOND },
      { type: 'extend', groups, until: BEYOND },
      { ...replay, start: BEYOND },
      { type: 'mute', ...everyone, until: BEYOND },
      { type: 'standby', ...everyone, on: true },
    ],
  ],
  ['playout.emergency', [{ type: 'emergency', groups, notice: { ...words, exercise: true }, mediaId: null }]],
]

describe('which permission an act needs', () => {
  test.each(NEEDED)('%s', (permission, acts) => {
    expect(acts.map((asked) => [asked.type, permissionFor(asked, MIDNIGHT)])).toEqual(
      acts.map(({ type }) => [type, permission]),
    )
    if (permission !== 'playout.beyond') for (const { type } of acts) expect(leastFor(type)).toBe(permission)
  })
})
