/** The ten procedures as a school begins with them: its facts in our words, each to be edited. */
import type { BothLanguages, ProcedureContent, ProcedureFlow } from '../../protocol/procedure.ts'

const both = (zh: string, en: string): BothLanguages => ({ 'zh-TW': zh, en })
const SECTION = both('圖書館資訊媒體組', 'Information and media section, library')
const ON_REQUEST = both('有人提出時', 'When somebody asks')
/** Passwords are in the school's own safe place; no procedure, request or log carries one. */
const NO_PASSWORDS = both(
  '密碼只放在密碼保管處，不寫進這裡、申請單或信件。',
  'Passwords stay where the section keeps them: never here, in a request or in a mail.',
)
const SERVER_CARE = [
  both(
    '作業系統更新設為自動，並確認真的裝上了。',
    'System updates are automatic; see that they were really installed.',
  ),
  both(
    '防毒病毒碼保持最新，每週日完整掃描一次，週一看結果。',
    'Virus signatures stay current; a full scan runs each Sunday, its result is read on Monday.',
  ),
  both(
    '事件記錄快滿就清理；清理後仍不正常，再排時間重新開機。',
    'Event logs are cleared before they are full; if that does not help, a restart is planned.',
  ),
] as const

export interface SeededProcedure {
  readonly number: string
  readonly flows: readonly ProcedureFlow[]
  readonly content: ProcedureContent
}

export const PROCEDURES: readonly SeededProcedure[] = [
  {
    number: '001',
    flows: ['request', 'fault'],
    content: {
      name: both('行政電腦維護', 'Administrative computers'),
      owner: SECTION,
      when: ON_REQUEST,
      notes: [NO_PASSWORDS],
      basis: [],
      way: [
        both(
          '使用者說明問題，本組先找出原因。軟體或設定的問題由本組自行解決。',
          'The user describes the trouble, the section finds its cause. Software and settings are put right in-house.',
        ),
        both(
          '確定是硬體而且要送修時，填維修單，依序會簽庶務組和會計室。',
          'A hardware fault that needs repair gets a repair slip, countersigned by general affairs and accounting.',
        ),
        both(
          '簽完的維修單集中起來，一次通知廠商到校；修好後由本組驗收。',
          'Signed slips are gathered into one call to the vendor; the section accepts the repair.',
        ),
      ],
    },
  },
  {
    number: '002',
    flows: ['duty'],
    content: {
      name: both('學校網站伺服器維護與備份', 'School web server: care and backup'),
      owner: SECTION,
      when: both(
        '每週日 02:00 自動備份，保留 14 天；每週一複製到外接硬碟。',
        'Backup each Sunday at 02:00, kept for 14 days; each Monday a copy goes to an external disk.',
      ),
      notes: [
        ...SERVER_CARE,
        both('留意系統碟（C:）的空間，清掉舊的網站記錄檔。', 'Watch the system disk (C:) and clear old web logs.'),
        NO_PASSWORDS,
      ],
      basis: [],
      way: [
        both(
          '週一確認週日的備份存在、可以讀，14 天內的都在，再複製到外接硬碟並拔下收好。',
          'On Monday see that Sunday’s backup is there and can be read, and those of 14 days; copy it to the external disk and put that away.',
        ),
      ],
    },
  },
  {
    number: '003',
    flows: ['duty'],
    content: {
      name: both('百科全書伺服器維護', 'Encyclopaedia server: care'),
      owner: SECTION,
      when: both('每週一', 'Each Monday'),
      notes: [...SERVER_CARE, NO_PASSWORDS],
      basis: [],
      way: [
        both(
          '依檢核表逐項確認；不正常的項目開一件報修。',
          'Work through the checklist; what is not right becomes a fault.',
        ),
      ],
    },
  },
  {
    number: '004',
    flows: ['request'],
    content: {
      name: both('電子郵件帳號與主機', 'Mail accounts and server'),
      owner: SECTION,
      when: ON_REQUEST,
      notes: [NO_PASSWORDS],
      basis: [],
      way: [
        both(
          '各處室提出新帳號、加大容量、重設密碼或問題，由本組辦理後請對方確認。',
          'Offices ask for an account, more room, a new password or an answer; the section does it and asks them to confirm.',
        ),
        both(
          '郵件主機不另外備份；故障時重新啟動。另有一台主機過濾垃圾信，遇到病毒或木馬先隔離再找原因。',
          'The mail server needs no backup and is restarted when it fails. A separate host filters spam; malware is isolated first, then traced.',
        ),
      ],
    },
  },
  {
    number: '005',
    flows: ['duty', 'request'],
    content: {
      name: both('防毒伺服器', 'Antivirus server'),
      owner: SECTION,
      when: both('每週五，以及有需要時', 'Each Friday, and at need'),
      notes: [NO_PASSWORDS],
      basis: [],
      way: [
        both(
          '確認虛擬主機上的防毒伺服器正常，並且供應最新病毒碼。',
          'See that the antivirus server on its virtual machine runs and serves the latest signatures.',
        ),
        both('新電腦由本組安裝防毒用戶端。', 'The section installs the client on each new computer.'),
      ],
    },
  },
  {
    number: '006',
    flows: ['request'],
    content: {
      name: both('圖書館網頁更新', 'Library web page'),
      owner: SECTION,
      when: ON_REQUEST,
      notes: [NO_PASSWORDS],
      basis: [],
      way: [
        both(
          '提出的人附上文字、檔案和希望上線的日期；更新後請對方看過。',
          'Whoever asks gives the wording, the files and the date to publish by, and looks at the result.',
        ),
      ],
    },
  },
  {
    number: '007',
    flows: ['request', 'duty'],
    content: {
      name: both('學校首頁與圖書館網站更新', 'School home page and library site'),
      owner: SECTION,
      when: both('有人提出時；每學期開始另有一次整理', 'When somebody asks; and once at each start of term'),
      notes: [NO_PASSWORDS],
      basis: [],
      way: [
        both(
          '平時更新最新消息、宣導網站連結和校內分機表。',
          'Day by day: news, campaign links, the list of extensions.',
        ),
        both(
          '學期開始時更新行事曆、週五藝饗夜節目單、週六通識講座時程和藝術中心展期。',
          'At the start of term: the calendar, Friday’s arts evenings, Saturday’s lectures, the art centre’s shows.',
        ),
      ],
    },
  },
  {
    number: '008',
    flows: ['duty'],
    content: {
      name: both('圖書館留言版', 'Message board'),
      owner: SECTION,
      when: both('每個上課日', 'Each school day'),
      notes: [NO_PASSWORDS],
      basis: [],
      way: [
        both(
          '看有沒有新留言；需要回覆的，提醒主任或相關處室，並追蹤到回覆為止。',
          'Look for new messages; what needs an answer is put to the director or the office concerned, and followed until it is answered.',
        ),
      ],
    },
  },
  {
    number: '009',
    flows: ['duty'],
    content: {
      name: both('政府機關電腦作業效率書面查核', 'Government audit of computer use'),
      owner: SECTION,
      when: both(
        '每年二月依公文辦理，三月中旬前填報完成',
        'Each February on the official letter; filed by the middle of March',
      ),
      notes: [NO_PASSWORDS],
      basis: [both('當年度的查核公文', 'The official letter of the year')],
      way: [
        both(
          '請庶務組提供電腦設備資料、會計室提供經費資料；兩份都到齊再填報。',
          'General affairs supplies the data on computers, accounting the figures; it is filed when both are there.',
        ),
      ],
    },
  },
  {
    number: '010',
    flows: ['noon', 'fault', 'duty'],
    content: {
      name: both(
        '直播室、班級電視與多媒體器材：維護與播放',
        'Broadcast room, classroom TVs and media equipment: care and playout',
      ),
      owner: SECTION,
      when: both(
        '週一、三新聞；週二、四影片；週五預約影片，沒有預約就播新聞；都是 12:04 到 12:20。英聽依指定時間。',
        'News on Monday and Wednesday, film on Tuesday and Thursday, on Friday a booked film or else news, all 12:04 to 12:20; English listening at its set times.',
      ),
      notes: [NO_PASSWORDS],
      basis: [both('著作權法：公開上映須有授權', 'Copyright Act: a public screening needs a licence')],
      way: [
        both(
          '每天中午前看「播出」頁：可以播出嗎？有黃色的教室先處理。',
          'Before each noon look at On air: is noon safe? See to the amber rooms first.',
        ),
        both(
          '設備故障就報修；本組不能排除的，通知維護廠商到校，修好後由本組驗收。',
          'A broken device becomes a fault; what the section can’t repair brings the vendor to the school, and the section accepts the repair.',
        ),
      ],
    },
  },
]
