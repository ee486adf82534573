/** Faults of the demo school that the section looks after itself: one just told, one of the system’s, some in hand, some over. */
import type { FaultSymptom } from '../../protocol/fault.ts'
import { SYMPTOM_WORDS } from '../../protocol/fault-title.ts'
import type { FaultReport, FaultStore } from '../faults/store.ts'
import type { DemoDevices } from './devices.ts'
import type { Cast } from './people.ts'
import type { Deed, StoryDays } from './story.ts'
import { reportSilentTv, type SystemFaultDeps } from './system-fault.ts'

export interface DemoFaultsDeps {
  readonly database: SystemFaultDeps['database']
  readonly faults: Pick<FaultStore, 'report' | 'act'>
  readonly cast: Cast
  readonly devices: DemoDevices
  /** The paired TVs, by the room's name. */
  readonly displays: ReadonlyMap<string, string>
  readonly days: StoryDays
}

const LABEL = '示範 Demo'

/** What a report says of a room's TV. */
export const ofTv = (
  { devices, displays }: Pick<DemoFaultsDeps, 'devices' | 'displays'>,
  room: string,
): Pick<FaultReport, 'room' | 'equipmentId' | 'displayId'> => ({
  ...{ room, equipmentId: devices.tvs.get(room) ?? null, displayId: displays.get(room) ?? null },
})

/** What somebody chose and wrote, as the form keeps it. */
export const inWords = (words: string, symptom: FaultSymptom): Pick<FaultReport, 'symptom' | 'title' | 'text'> => ({
  symptom,
  title: symptom === 'other' ? words : SYMPTOM_WORDS[symptom]['zh-TW'],
  text: `${words}（${LABEL}）`,
})

/** Repaired in the house within a day: what, when (school days back), where, and what was done. */
const REPAIRED = [
  { back: 46, room: '201', words: '電視沒有畫面', symptom: 'no-picture', done: 'HDMI 線鬆脫，重新插緊並加固定夾' },
  { back: 39, room: '302', words: '聲音斷斷續續', symptom: 'no-sound', done: '音源線老化，換新線' },
  { back: 31, room: '101', words: '畫面停住不動', symptom: 'frozen', done: '播放盒過熱，清灰塵並移出櫃子' },
  { back: 24, room: '201', words: '電視沒有聲音', symptom: 'no-sound', done: '被切成靜音，設定鎖定音量' },
  { back: 17, room: '202', words: '遙控器沒反應', symptom: 'remote', done: '換電池' },
  { back: 9, room: '302', words: '畫面偏綠', symptom: 'other', done: 'HDMI 線接觸不良，換新線' },
] as const

export const demoFaults = (deps: DemoFaultsDeps): readonly Deed[] => {
  const { faults, cast, days, devices } = deps
  const { operator, teacher } = cast
  const byTeacher = { source: 'person', reporterId: teacher.id, reporterName: teacher.fullName } as const
  const judged = (id: string, severity: 'high' | 'normal' | 'low', note = '') =>
    faults.act(id, { type: 'triage', severity, ownerId: operator.id, note }, operator.name)

  const repaired = REPAIRED.flatMap(({ back, room, words, symptom, done }): Deed[] => {
    let id = ''
    const date = days.back(back)
    const report = { ...byTeacher, ...ofTv(deps, room), severity: 'normal', ...inWords(words, symptom) } as const
    return [
      { at: days.on(date, '09:10'), act: async () => (id = (await faults.report(report, teacher.name)).id) },
      { at: days.on(date, '10:05'), act: () => judged(id, 'normal') },
      { at: days.on(date, '13:20'), act: () => faults.act(id, { type: 'fixed', note: done }, operator.name) },
      { at: days.on(date, '15:40'), act: () => faults.act(id, { type: 'accept', note: '' }, operator.name) },
    ]
  })

  let toAccept = ''
  const yesterday = days.back(1)
  const replaced: readonly Deed[] = [
    {
      at: days.on(yesterday, '08:20'),
      act: async () => {
        const report = { ...byTeacher, ...ofTv(deps, '101'), severity: 'normal' } as const
        toAccept = (await faults.report({ ...report, ...inWords('畫面閃爍', 'no-picture') }, teacher.name)).id
      },
    },
    { at: days.on(yesterday, '08:50'), act: () => judged(toAccept, 'high', '第四節後去看') },
    {
      at: days.on(yesterday, '13:30'),
      act: () => faults.act(toAccept, { type: 'fixed', note: '換過 HDMI 線，待用測試畫面驗收' }, operator.name),
    },
  ]

  let fan = ''
  const inHand: readonly Deed[] = [
    {
      at: days.on(days.back(2), '14:10'),
      act: async () => {
        const report = { source: 'operator', severity: 'low', room: '電腦教室一' } as const
        const said = { ...inWords('教師機風扇異音', 'other'), equipmentId: devices.labComputer }
        fan = (await faults.report({ ...report, ...said }, operator.name)).id
      },
    },
    { at: days.on(days.back(2), '14:20'), act: () => judged(fan, 'low') },
    {
      at: days.on(yesterday, '16:10'),
      act: () => faults.act(fan, { type: 'fix', note: '風扇已訂，到貨後更換' }, operator.name),
    },
  ]

  const displayId = deps.displays.get('201')
  const now: readonly Deed[] = [
    {
      at: days.ago(95),
      act: () =>
        faults.report(
          { ...byTeacher, ...ofTv(deps, '102'), severity: 'normal', ...inWords('遙控器按鍵失靈', 'remote') },
          teacher.name,
        ),
    },
    ...(displayId === undefined
      ? []
      : [
          {
            at: days.ago(40),
            act: () => reportSilentTv(deps, { room: '201', displayId, equipmentId: devices.tvs.get('201') ?? null }),
          },
        ]),
  ]
  return [...repaired, ...inHand, ...replaced, ...now]
}
