/** What people asked of the demo school's section: several kinds, from just filed to confirmed. */
import type { RequestActor, RequestInput } from '../../protocol/request.ts'
import type { FaultStore } from '../faults/store.ts'
import { askedOf } from '../requests/form.ts'
import type { Doer, RequestStore } from '../requests/store.ts'
import { inWords } from './faults.ts'
import type { Cast, DemoPerson } from './people.ts'
import type { Deed, StoryDays } from './story.ts'

export interface DemoRequestsDeps {
  readonly requests: RequestStore
  readonly faults: Pick<FaultStore, 'report'>
  readonly cast: Cast
  readonly days: StoryDays
}

const LABEL = '示範 Demo'
const NOTHING = { details: LABEL, room: '', fields: {}, wantedOn: null } as const

const as = ({ id, fullName }: DemoPerson, ...parts: readonly RequestActor[]): Doer => ({
  id,
  name: fullName,
  as: parts,
})

type Said = Pick<RequestInput, 'kind' | 'summary'> & Partial<RequestInput>

/** Acts on requests by the section and by who asked. */
const handsOf = ({ requests, cast, days }: DemoRequestsDeps) => {
  const section = as(cast.operator, 'section')
  return {
    section,
    file: (said: Said, { id, fullName }: DemoPerson): Promise<string> => {
      const asked = askedOf({ ...NOTHING, ...said }, { today: days.today, language: 'zh-TW' })
      return requests.file(asked, { id, name: fullName }, as({ id, name: '', fullName }, 'requester'))
    },
    take: (id: string) => requests.act(id, { type: 'take' }, { by: section }),
    answer: (id: string, words: string) => requests.act(id, { type: 'answer' }, { by: section, words }),
  }
}

/** Answered: one confirmed, one that waits for it. */
const answered = (deps: DemoRequestsDeps): readonly Deed[] => {
  const { requests, cast, days } = deps
  const { file, take, answer } = handsOf(deps)
  const { teacher, librarian } = cast
  let [printer, quota] = ['', '']
  const trouble = { kind: 'computer', summary: '印表機印出來整張是黑的', room: '教務處' } as const
  const room = { address: 'yijun@school.example', gigabytes: '5' }
  return [
    { at: days.on(days.back(7), '08:40'), act: async () => (printer = await file(trouble, teacher)) },
    { at: days.on(days.back(7), '09:20'), act: () => take(printer) },
    { at: days.on(days.back(6), '11:00'), act: () => answer(printer, '感光鼓已更換，試印三張正常。') },
    {
      at: days.on(days.back(6), '16:30'),
      act: () => requests.act(printer, { type: 'confirm' }, { by: as(teacher, 'requester') }),
    },
    {
      at: days.on(days.back(3), '13:15'),
      act: async () => {
        quota = await file({ kind: 'mail-quota', summary: '段考試題附件把信箱塞滿了', fields: room }, librarian)
      },
    },
    { at: days.on(days.back(2), '09:30'), act: () => answer(quota, '已加到 5 GB，重新登入信箱就會看到。') },
  ]
}

/** In hand: a page with a day by which it must be out, one asked back, one that became a fault. */
const inHand = (deps: DemoRequestsDeps): readonly Deed[] => {
  const { requests, faults, cast, days } = deps
  const { section, file, take } = handsOf(deps)
  const { teacher, librarian } = cast
  let [news, antivirus, projector] = ['', '', '']
  const wording = '本校訂於校慶當日 9:00 於操場舉行開幕典禮，歡迎家長與校友蒞臨。'
  return [
    {
      at: days.on(days.back(2), '10:45'),
      act: async () => {
        const page = {
          kind: 'school-page',
          summary: '校慶公告上首頁',
          wantedOn: days.ahead(2),
          fields: { wording },
        } as const
        news = await file(page, cast.generalAffairs)
      },
    },
    { at: days.on(days.back(1), '08:30'), act: () => take(news) },
    {
      at: days.on(days.back(2), '15:00'),
      act: async () => {
        antivirus = await file(
          { kind: 'antivirus', summary: '新買的筆電', room: '輔導室', fields: { count: '2' } },
          teacher,
        )
      },
    },
    {
      at: days.on(days.back(1), '10:15'),
      act: () => requests.act(antivirus, { type: 'ask' }, { by: section, words: '兩台的財產編號是？貼紙在機器底部。' }),
    },
    {
      at: days.on(days.back(2), '13:40'),
      act: async () => {
        projector = await file({ kind: 'other', summary: '視聽教室的擴音器沙沙聲', room: '視聽教室' }, librarian)
      },
    },
    {
      at: days.on(days.back(2), '14:00'),
      act: () =>
        requests.handOn(projector, { by: section }, async (within) => {
          const report = { source: 'person', severity: 'normal', ...inWords('擴音器有沙沙聲', 'other') } as const
          const who = { room: '視聽教室', reporterId: librarian.id, reporterName: librarian.fullName }
          return (await faults.report({ ...report, ...who }, cast.operator.name, within)).id
        }),
    },
  ]
}

/** Nobody has taken these yet. */
const waiting = (deps: DemoRequestsDeps): readonly Deed[] => {
  const { requests, cast, days } = deps
  const { file } = handsOf(deps)
  const { teacher, librarian, accounting } = cast
  const password = { address: 'zhiming@school.example', extension: '215' }
  const wording = '寒假借書冊數加倍，自休業式起至開學日止。'
  let withdrawn = ''
  return [
    {
      at: days.on(days.back(5), '09:05'),
      act: async () => {
        withdrawn = await file({ kind: 'mail-question', summary: '收不到家長的信' }, teacher)
      },
    },
    {
      at: days.on(days.back(5), '09:50'),
      act: () => requests.act(withdrawn, { type: 'withdraw' }, { by: as(teacher, 'requester') }),
    },
    {
      at: days.on(days.back(1), '15:20'),
      act: () =>
        file(
          { kind: 'library-page', summary: '寒假借書公告', wantedOn: days.ahead(5), fields: { wording } },
          librarian,
        ),
    },
    {
      at: days.ago(130),
      act: () => file({ kind: 'computer', summary: '開機後停在更新畫面', room: '圖書館' }, librarian),
    },
    {
      at: days.ago(35),
      act: () => file({ kind: 'mail-password', summary: '換手機後登不進信箱', fields: password }, accounting),
    },
  ]
}

export const demoRequests = (deps: DemoRequestsDeps): readonly Deed[] => [
  ...answered(deps),
  ...inHand(deps),
  ...waiting(deps),
]
