import { expect, test } from 'vitest'
import { canObey } from './act-ability.ts'
import type { ActType } from './acts.ts'
import type { Display, DisplayReport } from './display.ts'
import { QUIET_REPORT, SOME_FACTS } from './display-fixture.ts'
import { instant } from './time.ts'

const online = (report: DisplayReport | null): Pick<Display, 'status'> => ({
  status: { state: 'online', since: instant(0), report, facts: SOME_FACTS },
})
const TVS = {
  off: { status: { state: 'offline', since: null } },
  starting: online(null),
  old: online(QUIET_REPORT),
  new: online({ ...QUIET_REPORT, toldAt: instant(0), hidden: false }),
} satisfies Record<string, Pick<Display, 'status'>>

test.each<[ActType, readonly (keyof typeof TVS)[]]>([
  ['identify', ['starting', 'old', 'new']],
  ['reload', ['starting', 'old', 'new']],
  ['replay', ['new']],
  ['message', ['off', 'starting', 'new']],
  ['standby', ['off', 'starting', 'new']],
  ['hide', ['off', 'starting', 'new']],
  ['volume', ['off', 'starting', 'old', 'new']],
  ['skip', ['off', 'starting', 'old', 'new']],
])('%s is offered where a TV can obey', (act, able) => {
  const names = ['off', 'starting', 'old', 'new'] as const
  expect(names.filter((name) => canObey(act, TVS[name]))).toEqual(able)
})
