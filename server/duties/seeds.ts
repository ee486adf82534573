/** The duties that a new installation begins with: the section's procedures, editable like any other. */
import type { DutyDraft, DutyStep, Evidence, Opens, Probe } from '../../protocol/duty.ts'
import { timeOfDay } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'

const TICK: Evidence = { type: 'tick' }

interface Line {
  readonly critical?: boolean
  readonly evidence?: Evidence
  readonly probe?: Probe
  readonly opens?: Opens
}
/** A page that is not right is asked for; what is broken is repaired. */
const SCHOOL_PAGE: Opens = { type: 'request', kind: 'school-page' }
const ASKED: Opens = { type: 'request', kind: 'other' }

/** The school's own site, as soon as somebody names it. */
const SITE: Probe = { type: 'site', siteId: null, certificateDays: 14 }

const step = (id: string, text: string, line: Line = {}): DutyStep => ({
  ...{ id, text, critical: line.critical ?? false, evidence: line.evidence ?? TICK, probe: line.probe ?? null },
  ...(line.opens === undefined ? {} : { opens: line.opens }),
})

const usual: Omit<DutyDraft, 'name' | 'procedure' | 'recurrence' | 'time' | 'steps'> = {
  ...{ note: '', onlyInTerm: false, leadDays: 0, remindDays: null, escalateDays: 1 },
  ...{ ownerId: null, standInId: null, inputs: [], paused: false, lapses: 'next' },
  onHoliday: 'later',
}

/** What every Windows server is asked for. */
const SERVER_CARE: readonly DutyStep[] = [
  step('updates', 'Windows Update 沒有失敗，待安裝的更新已裝完'),
  step('signatures', '防毒病毒碼是今天或昨天的', { critical: true }),
  step('scan', '週日的全系統掃描跑完了，沒有未處理的威脅', { critical: true }),
  step('events', '事件記錄沒有滿；該清的已清，異常的貼上來', { evidence: { type: 'log' } }),
  step('restart', '需要重新開機的，已在沒有人使用時重開'),
]

const DAY_14_COPIES = 14

/** By the id that each keeps. */
export const SEEDED_DUTIES: Readonly<Record<string, DutyDraft>> = {
  'sop-002-web': {
    ...usual,
    name: '學校網站伺服器：備份與維護',
    procedure: 'SOP-002',
    note: '網站每週日凌晨 2:00 自動備份，保留 14 天；每週一再複製一份到外接硬碟。',
    recurrence: { type: 'weekly', weekday: 1 },
    time: timeOfDay('16:00'),
    steps: [
      step('backup', '週日 2:00 的備份有做完', {
        critical: true,
        probe: { type: 'backup-age', serverId: null, backup: 'web', maxHours: 170, minKept: 1 },
      }),
      step('kept', `留著的備份份數（應涵蓋 ${DAY_14_COPIES} 天）`, {
        evidence: { type: 'number', unit: '天', min: DAY_14_COPIES, max: null },
      }),
      step('copy', '已複製到外接硬碟，並打開一個檔案確認讀得到', { critical: true, evidence: { type: 'photo' } }),
      step('disk', 'C 槽剩餘空間', {
        evidence: { type: 'number', unit: '%', min: 15, max: null },
        probe: { type: 'disk', serverId: null, disk: 'C:', minFreePercent: 15 },
      }),
      step('site', '學校網站開得起來，憑證至少還有兩週', { critical: true, probe: SITE }),
      step('logs', '網站的記錄檔（LogFiles）已清掉用不到的'),
      ...SERVER_CARE,
    ],
  },
  'sop-003-encyclopaedia': {
    ...usual,
    name: '百科全書伺服器：每週維護',
    procedure: 'SOP-003',
    recurrence: { type: 'weekly', weekday: 1 },
    time: timeOfDay('16:00'),
    steps: [...SERVER_CARE],
  },
  'sop-005-antivirus': {
    ...usual,
    name: '防毒伺服器：病毒碼有在派送',
    procedure: 'SOP-005',
    note: 'ESET 裝在虛擬主機上，供全校行政電腦更新病毒碼。',
    recurrence: { type: 'weekly', weekday: 5 },
    onHoliday: 'earlier',
    time: timeOfDay('16:00'),
    steps: [
      step('serving', '主控台開得起來，病毒碼是今天或昨天的', { critical: true }),
      step('clients', '超過 7 天沒有更新的電腦台數', {
        evidence: { type: 'number', unit: '台', min: 0, max: 5 },
      }),
      step('new', '新到的電腦都裝了防毒用戶端'),
    ],
  },
  'sop-007-term': {
    ...usual,
    name: '學期開始：學校首頁更新',
    procedure: 'SOP-007',
    recurrence: { type: 'term-start', days: 0 },
    time: timeOfDay('16:00'),
    leadDays: 14,
    remindDays: 5,
    lapses: 'never',
    steps: [
      step('calendar', '本學期行事曆'),
      step('friday-arts', '週五藝饗夜節目單'),
      step('saturday-lectures', '週六通識教育講座時程'),
      step('gallery', '藝術中心展覽檔期'),
      step('phones', '校內分機表'),
      step('up', '學校首頁開得起來', { probe: SITE }),
      step('look', '用手機與電腦各看過一次，連結都打得開', { critical: true, opens: SCHOOL_PAGE }),
    ],
    inputs: [
      { id: 'academic', office: '教務處', what: '本學期行事曆定稿', email: '' },
      { id: 'gallery', office: '藝術中心', what: '本學期展覽檔期', email: '' },
    ],
  },
  'sop-008-board': {
    ...usual,
    name: '看留言版，提醒處室回覆',
    procedure: 'SOP-008',
    note: '有新留言時，用「請處室回覆」記下是哪個處室；會一直追蹤到回覆為止。',
    recurrence: { type: 'school-days' },
    onHoliday: 'drop',
    time: timeOfDay('16:30'),
    steps: [step('seen', '新留言都看過了'), step('told', '需要回覆的，已提醒主任或承辦處室')],
  },
  'sop-009-audit': {
    ...usual,
    name: '政府機關電腦作業效率書面查核',
    procedure: 'SOP-009',
    note: '每年二月依公文辦理，三月十五日前填報完成。',
    recurrence: { type: 'yearly', month: 3, day: 15 },
    onHoliday: 'earlier',
    time: timeOfDay('17:00'),
    leadDays: 42,
    remindDays: 10,
    lapses: 'never',
    escalateDays: 1,
    steps: [
      step('letter', '收到公文，填報期限已核對', { evidence: { type: 'file' } }),
      step('fill', '電腦資料與經費資料已填入', { critical: true, opens: ASKED }),
      step('check', '主任看過'),
      step('file', '填報完成，附上回執', { critical: true, evidence: { type: 'file' }, opens: ASKED }),
    ],
    inputs: [
      { id: 'computers', office: '庶務組', what: '全校電腦的數量與購置資料', email: '' },
      { id: 'funds', office: '會計室', what: '電腦相關的經費資料', email: '' },
    ],
  },
  'sop-010-noon': {
    ...usual,
    name: '中午播出前檢查',
    procedure: 'SOP-010',
    recurrence: { type: 'school-days' },
    onHoliday: 'drop',
    onlyInTerm: true,
    time: timeOfDay('11:50'),
    lapses: 'day',
    escalateDays: null,
    steps: [
      step('ready', '「播出」頁顯示可以播出；有教室沒就緒的已處理', { critical: true }),
      step('programme', '今天的節目就是要播的那一個'),
      step('sound', '直播室監看有畫面、有聲音', { critical: true }),
    ],
  },
  'sop-010-room': {
    ...usual,
    name: '直播室每週巡檢',
    procedure: 'SOP-010',
    recurrence: { type: 'weekly', weekday: 4 },
    onHoliday: 'earlier',
    onlyInTerm: true,
    time: timeOfDay('16:00'),
    steps: [
      step('own-backup', 'Nooncast 昨夜的備份做好了', { critical: true, probe: { type: 'own-backup', maxHours: 36 } }),
      // A disk that fills up opens a fault by itself.
      step('own-disk', 'Nooncast 的磁碟還有空間', { probe: { type: 'own-disk', minFreePercent: 10 } }),
      step('cameras', '攝影機、麥克風、混音器開得起來'),
      step('batteries', '無線麥克風的電池'),
      step('heat', '機櫃溫度', { evidence: { type: 'number', unit: '°C', min: null, max: 35 } }),
      step('photo', '機櫃正面拍一張照', { evidence: { type: 'photo' } }),
    ],
  },
}

/** The mark that it was done, so that a duty that was taken away does not come back. */
const SEEDED_KEY = 'server.duties-seeded'

/** Once for each installation, whole or not at all. Answers whether it was now. */
export const seedDuties = (database: Database, clock: Clock): Promise<boolean> =>
  database.$transaction(async (within) => {
    if ((await within.setting.findUnique({ where: { key: SEEDED_KEY } })) !== null) return false
    const at = new Date(clock.now())
    for (const [id, { recurrence, steps, inputs, ...rest }] of Object.entries(SEEDED_DUTIES))
      await within.duty.create({ data: { id, ...rest, recurrence, steps, inputs, since: at, createdAt: at } })
    await within.setting.create({ data: { key: SEEDED_KEY, value: true, updatedAt: at } })
    return true
  })
