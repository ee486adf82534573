/** Words of the safety copies, in both languages. */
import type { Same } from './shape.ts'

export const backupZh = {
  title: '備份',
  state: {
    good: '正常',
    none: '還沒有備份',
    never: '還沒有備份',
    failing: '上次備份沒有成功',
    old: '超過兩天沒有備份',
  },
  newest: '最近一份完好的備份：{{time}}，{{size}}，已驗證。',
  next: '下次預定 {{time}}，會避開節目時間。',
  rehearsal: '演練時不備份。',
  failedAt: '{{time}}：',
  where: '備份放在',
  sameDisk: '這裡和資料在同一顆硬碟，硬碟壞了備份也會一起消失。請用 BACKUP_DIR 改到外接硬碟或共用資料夾。',
  now: '立即備份',
  cancel: '停止',
  step: {
    copy: '複製資料庫',
    check: '檢查資料庫',
    pack: '連同金鑰與掃描檔打包',
    verify: '重新讀取驗證',
  },
  copies: '所有備份（{{copies}} 份）',
  verified: '已驗證',
  download: '下載',
  downloadOf: '下載 {{time}} 的備份',
  secret: '備份裡有伺服器的金鑰，拿到的人等於拿到全部資料。請妥善收好；每次下載都會留下紀錄。',
  contents:
    '備份內容：節目表、預約、帳號、電視配對、紀錄、設定、金鑰、授權掃描檔。不含影片。還原：npm start -- --restore 檔案',
} as const

export const backupEn: Same<typeof backupZh> = {
  title: 'Safety copies',
  state: {
    good: 'Good',
    none: 'None yet',
    never: 'There is no copy yet',
    failing: 'The last copy failed',
    old: 'The last copy is older than two days',
  },
  newest: 'Last good copy: {{time}}, {{size}}, verified.',
  next: 'The next is due {{time}}, never near a programme.',
  rehearsal: 'A rehearsal makes no copies.',
  failedAt: '{{time}}:',
  where: 'They lie in',
  sameDisk:
    'That is the disk that holds the data: when it dies, they die with it. Set BACKUP_DIR to an external disk or a share.',
  now: 'Make a copy now',
  cancel: 'Stop',
  step: {
    copy: 'Copying the database',
    check: 'Checking it',
    pack: 'Packing it with keys and scans',
    verify: 'Reading the file again',
  },
  copies: 'All copies ({{copies}})',
  verified: 'verified',
  download: 'Download',
  downloadOf: 'Download the copy of {{time}}',
  secret:
    'A copy holds the server’s keys: whoever has it has everything. Lock it away; each download is in the audit log.',
  contents:
    'In a copy: timetable, bookings, accounts, pairings, records, settings, keys, licence scans. Not in it: the programmes. To put one back: npm start -- --restore FILE',
}
