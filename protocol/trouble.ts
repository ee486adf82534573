/**
 * What the system can see for itself to be wrong: every code with how bad it is, and what it says and what to do in both
 * languages. A fault of the system's carries such a code as its cause; words are made at the screen.
 */
import type { FaultCause, FaultSeverity } from './fault.ts'
import { type Language, type Sentence, say } from './text.ts'

interface TroubleEntry {
  /** How bad it is when no noon depends on it. */
  readonly severity: FaultSeverity
  /** Whether what is concerned does not play as long as it lasts. */
  readonly keepsFromPlaying: boolean
  readonly text: Sentence
  /** Where to begin. */
  readonly repair: Sentence
}

const LOOK_AT_TV: Sentence = {
  'zh-TW': '先看電視的電源、網路線與輸入來源。',
  en: 'Look at the TV’s power, its network cable and its input first.',
}
const RELOAD: Sentence = {
  'zh-TW': '在播出頁點這間教室，按「重新載入」；再發生就看網路線與電視盒。',
  en: 'Reload the TV from the room’s window; if it happens again, look at the cable and the box.',
}
const LOOK_AT_PROGRAMME: Sentence = {
  'zh-TW': '多間同時發生，多半是節目檔本身：先在片庫預覽這個節目。',
  en: 'Many rooms at once: it is most likely the programme itself. Preview it in the library first.',
}
const NETWORK: Sentence = {
  'zh-TW': '先看這一區的交換器與電源，不必一間一間查。',
  en: 'Look at the switch and the power of that part first, not at room after room.',
}

export const TROUBLES = {
  'tv-offline': {
    severity: 'high',
    keepsFromPlaying: true,
    text: { 'zh-TW': '{room} 的電視離線', en: 'The TV of {room} is offline' },
    repair: LOOK_AT_TV,
  },
  'tv-playback': {
    severity: 'high',
    keepsFromPlaying: true,
    text: { 'zh-TW': '{room} 播不出節目（{code}）', en: '{room} can’t play its programme ({code})' },
    repair: RELOAD,
  },
  'tv-unprepared': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '{room} 一直沒有備妥下一個節目',
      en: '{room} still does not hold its next programme',
    },
    repair: RELOAD,
  },
  'tv-silent': {
    severity: 'high',
    keepsFromPlaying: true,
    text: { 'zh-TW': '{room} 播放時沒有聲音', en: '{room} plays without sound' },
    repair: {
      'zh-TW': '看這間教室的音量與靜音，再看電視與擴大機。',
      en: 'Look at the room’s volume and mute, then at the TV and the amplifier.',
    },
  },
  'tv-black': {
    severity: 'high',
    keepsFromPlaying: true,
    text: { 'zh-TW': '{room} 播放時畫面全黑', en: '{room} plays a black picture' },
    repair: RELOAD,
  },
  'tv-frozen': {
    severity: 'high',
    keepsFromPlaying: true,
    text: { 'zh-TW': '{room} 播放時畫面停住', en: '{room} plays a picture that stands still' },
    repair: RELOAD,
  },
  'tv-behind': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: { 'zh-TW': '{room} 跟不上其他教室（差 {skew} 毫秒）', en: '{room} is out of step by {skew} ms' },
    repair: RELOAD,
  },
  'tv-stalls': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: { 'zh-TW': '{room} 播放一再停頓', en: '{room} stalls again and again' },
    repair: RELOAD,
  },
  'tv-dropped': {
    severity: 'low',
    keepsFromPlaying: false,
    text: { 'zh-TW': '{room} 掉格嚴重（{percent}%）', en: '{room} drops frames ({percent}%)' },
    repair: {
      'zh-TW': '電視盒可能太慢或過熱；網址加上 ?rendition=360p 可減輕負擔。',
      en: 'The box may be too slow or too hot; ?rendition=360p in its address takes load off it.',
    },
  },
  'tv-clock': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: { 'zh-TW': '{room} 的時鐘對不準（誤差 {error} 毫秒）', en: '{room} can’t keep the time ({error} ms)' },
    repair: {
      'zh-TW': '網路太慢或不穩：有線網路較好，看網路線與交換器。',
      en: 'Its network is slow or unsteady: a wire is better than Wi-Fi. Look at the cable and the switch.',
    },
  },
  'switch-down': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '交換器「{where}」可能斷線或斷電：後面 {count} 間狀況不明（{rooms}）',
      en: 'The switch “{where}” may be down: {count} rooms behind it are unknown ({rooms})',
    },
    repair: NETWORK,
  },
  'network-down': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '全校 {of} 間中有 {count} 間同時離線：可能是網路或電力（{rooms}）',
      en: '{count} of {of} rooms went offline together: network or power ({rooms})',
    },
    repair: {
      'zh-TW': '先看機房的主交換器與電源，再看伺服器的網路線。',
      en: 'Look at the main switch and its power first, then at the server’s network cable.',
    },
  },
  'rooms-offline': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '{where} 有 {count} 間同時離線：可能是交換器或電源（{rooms}）',
      en: '{count} rooms of {where} went offline together: switch or power ({rooms})',
    },
    repair: NETWORK,
  },
  'rooms-playback': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '{where} 有 {count} 間播不出節目（{rooms}）',
      en: '{count} rooms of {where} can’t play ({rooms})',
    },
    repair: LOOK_AT_PROGRAMME,
  },
  'rooms-unprepared': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '{where} 有 {count} 間一直沒有備妥下一個節目（{rooms}）',
      en: '{count} rooms of {where} still don’t hold their next programme ({rooms})',
    },
    repair: NETWORK,
  },
  'rooms-silent': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '{where} 有 {count} 間播放時沒有聲音（{rooms}）',
      en: '{count} rooms of {where} play without sound ({rooms})',
    },
    repair: LOOK_AT_PROGRAMME,
  },
  'rooms-black': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '{where} 有 {count} 間畫面全黑（{rooms}）',
      en: '{count} rooms of {where} play a black picture ({rooms})',
    },
    repair: LOOK_AT_PROGRAMME,
  },
  'rooms-frozen': {
    severity: 'high',
    keepsFromPlaying: true,
    text: {
      'zh-TW': '{where} 有 {count} 間畫面停住（{rooms}）',
      en: 'The picture stands still in {count} rooms of {where} ({rooms})',
    },
    repair: LOOK_AT_PROGRAMME,
  },
  'rooms-behind': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: {
      'zh-TW': '{where} 有 {count} 間跟不上（{rooms}）',
      en: '{count} rooms of {where} are out of step ({rooms})',
    },
    repair: NETWORK,
  },
  'rooms-stalls': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: {
      'zh-TW': '{where} 有 {count} 間播放一再停頓（{rooms}）',
      en: '{count} rooms of {where} stall again and again ({rooms})',
    },
    repair: NETWORK,
  },
  'rooms-dropped': {
    severity: 'low',
    keepsFromPlaying: false,
    text: { 'zh-TW': '{where} 有 {count} 間掉格（{rooms}）', en: '{count} rooms of {where} drop frames ({rooms})' },
    repair: LOOK_AT_PROGRAMME,
  },
  'rooms-clock': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: {
      'zh-TW': '{where} 有 {count} 間時鐘對不準（{rooms}）',
      en: '{count} rooms of {where} can’t keep the time ({rooms})',
    },
    repair: NETWORK,
  },
  'disk-filling': {
    severity: 'high',
    keepsFromPlaying: false,
    text: {
      'zh-TW': '伺服器磁碟快滿了：剩 {free} GB（{percent}%），{place}',
      en: 'The server’s disk is filling: {free} GB ({percent}%) left, {place}',
    },
    repair: {
      'zh-TW': '在片庫封存並刪除不再播的節目，或換大一點的磁碟。',
      en: 'Archive and delete programmes that are no longer shown, or put in a larger disk.',
    },
  },
  'backup-failing': {
    severity: 'high',
    keepsFromPlaying: false,
    text: { 'zh-TW': '備份沒有成功', en: 'The safety copy fails' },
    repair: {
      'zh-TW': '到「設定」看備份的原因：多半是外接磁碟沒接上或滿了。',
      en: 'Settings tells why: most often the external disk is away or full.',
    },
  },
  'backup-old': {
    severity: 'high',
    keepsFromPlaying: false,
    text: { 'zh-TW': '最新的備份已超過兩天', en: 'The newest safety copy is older than two days' },
    repair: {
      'zh-TW': '到「設定」按「立即備份」，並看伺服器半夜是否開著。',
      en: 'Make one now in Settings, and see that the server is on at night.',
    },
  },
  'preparation-failing': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: { 'zh-TW': '「{title}」轉檔失敗 {count} 次', en: '“{title}” could not be prepared, {count} times' },
    repair: {
      'zh-TW': '在片庫看失敗原因；換一個檔案格式或重新匯出再上傳。',
      en: 'The library tells why; bring it in another format, or exported anew.',
    },
  },
  'clock-unsteady': {
    severity: 'high',
    keepsFromPlaying: false,
    text: { 'zh-TW': '伺服器的時鐘一再跳動', en: 'The server’s clock keeps jumping' },
    repair: {
      'zh-TW': '看作業系統的校時服務：只用一個時間來源，主機板電池也可能沒電。',
      en: 'Look at the system’s time service: one source only. The board’s battery may be empty too.',
    },
  },
  'camera-unreachable': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: { 'zh-TW': '攝影機「{name}」連不上', en: 'The camera “{name}” can’t be reached' },
    repair: {
      'zh-TW': '看攝影機的電源與網路線。',
      en: 'Look at the camera’s power and its network cable.',
    },
  },
  'camera-unauthorised': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: { 'zh-TW': '攝影機「{name}」不接受帳號密碼', en: 'The camera “{name}” refuses the password' },
    repair: { 'zh-TW': '重新輸入攝影機的帳號密碼。', en: 'Enter the camera’s name and password anew.' },
  },
  'camera-clock': {
    severity: 'low',
    keepsFromPlaying: false,
    text: { 'zh-TW': '攝影機「{name}」的時鐘差 {seconds} 秒', en: 'The clock of camera “{name}” is {seconds} s off' },
    repair: { 'zh-TW': '在攝影機設定校時伺服器。', en: 'Give the camera a time server.' },
  },
  'camera-replaced': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: {
      'zh-TW': '攝影機「{name}」的位址換了一台設備（序號 {serial}）',
      en: 'Another device answers at the address of camera “{name}” (serial {serial})',
    },
    repair: {
      'zh-TW': '若是換新機，到「攝影機」頁確認；不是的話，查是誰接上了這個位址。',
      en: 'If it was exchanged, say so on the page Cameras; if not, find out what was plugged in at that address.',
    },
  },
  'camera-certificate': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: {
      'zh-TW': '攝影機「{name}」的憑證變了，已停止連線',
      en: 'The camera “{name}” shows another certificate and is no longer spoken with',
    },
    repair: {
      'zh-TW': '剛重設、更新韌體或換機過，就到「攝影機」頁比對指紋並接受；都沒有的話，先查是誰接在網路中間。',
      en: 'After a reset, new firmware or an exchange, compare the fingerprint on the page Cameras and accept it; if there was none, find out first who stands in between.',
    },
  },
  'camera-https-only': {
    severity: 'normal',
    keepsFromPlaying: false,
    text: { 'zh-TW': '攝影機「{name}」改成只走 HTTPS', en: 'The camera “{name}” answers only over HTTPS now' },
    repair: {
      'zh-TW': '到「攝影機」頁按「編輯」，把連線方式改成 HTTPS。',
      en: 'Change it to HTTPS with “Edit” on the page Cameras.',
    },
  },
  'input-lost': {
    severity: 'high',
    keepsFromPlaying: false,
    text: { 'zh-TW': '訊號來源「{name}」中斷', en: 'The input “{name}” is lost' },
    repair: {
      'zh-TW': '看來源設備的電源、訊號線與網路。',
      en: 'Look at the source’s power, its cable and its network.',
    },
  },
  'inbox-lost': {
    severity: 'high',
    keepsFromPlaying: false,
    text: {
      'zh-TW': 'media/inbox 資料夾讀不到：放進去的節目不會進片庫',
      en: 'The folder media/inbox can’t be read: what is dropped there does not reach the library',
    },
    repair: {
      'zh-TW': '看共用資料夾的主機與網路、掛載與權限；急的話先到片庫上傳。',
      en: 'Look at the share’s host and network, whether it is mounted, and its rights. In a hurry, upload in the library.',
    },
  },
} as const satisfies Readonly<Record<string, TroubleEntry>>
export type TroubleCode = keyof typeof TROUBLES

export const isTroubleCode = (code: string): code is TroubleCode => code in TROUBLES

/** What the system saw, in words; a code of another version stays readable as it is. */
export const sayCause = ({ code, params }: FaultCause, language: Language): string =>
  isTroubleCode(code) ? say(TROUBLES[code].text, language, params) : code

/** Where to begin; empty where nothing is known. */
export const sayRepair = ({ code }: FaultCause, language: Language): string =>
  isTroubleCode(code) ? TROUBLES[code].repair[language] : ''

/** Several rooms behind one cause: what each of them is doing can't be known. */
export const leavesRoomsUnknown = (code: string): boolean =>
  code === 'switch-down' || code === 'network-down' || code === 'rooms-offline'
