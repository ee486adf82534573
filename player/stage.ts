/** What is on the screen around the picture: slate, pairing, listening, trouble, and the notes over them. */
import { encode } from 'uqr'
import type { Notice } from '../protocol/rundown.ts'
import type { PairingView } from './pairing.ts'
import { inGroups } from './pairing.ts'
import { clockText, dateText, englishDateText, isNight, minuteText } from './time-words.ts'

/** A line in both languages, Chinese first. */
export interface Line {
  readonly zh: string
  readonly en: string
}

export type Screen =
  | { readonly type: 'pairing'; readonly view: PairingView; readonly address: string; readonly link: string }
  | {
      readonly type: 'slate'
      readonly schoolName: string
      readonly roomName: string
      readonly nextTitle: string | null
      readonly nextAt: number | null
      /** Address of the picture that announces it; null: none. */
      readonly poster: string | null
      /** Why nothing is on; null: nothing to explain. */
      readonly why: Line | null
    }
  | { readonly type: 'picture' }
  /** Dark: nobody is meant to look. */
  | { readonly type: 'dark' }
  /** A teacher keeps the picture hidden; the programme goes on behind it. */
  | { readonly type: 'hidden'; readonly until: number; readonly room: string }
  | { readonly type: 'emergency'; readonly notice: Notice; readonly room: string }
  | { readonly type: 'listening'; readonly title: string; readonly until: number }
  | {
      readonly type: 'trouble'
      readonly what: Line
      readonly next: Line
      readonly since: number
      readonly room: string
      /** Where it is reported, as a picture to scan; null: nowhere. */
      readonly report: string | null
    }

export interface Notes {
  /** Small and calm, at the lower edge: the server is away, sound is blocked. */
  readonly small: Line | null
  readonly rehearsal: boolean
  /** The TV's name, large. */
  readonly identify: string | null
  /** A line over whatever runs; left out or null: none. */
  readonly message?: Line | null
}

export interface Stage {
  readonly videos: readonly [HTMLVideoElement, HTMLVideoElement]
  render(screen: Screen, notes: Notes, now: number, timeZone: string): void
}

const element = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, parent: Element) => {
  const made = document.createElement(tag)
  made.className = className
  parent.append(made)
  return made
}

const write = (target: Element, text: string) => {
  if (target.textContent !== text) target.textContent = text
}

/** A paragraph in both languages; the English keeps together and takes a Latin font for its punctuation. */
const paragraph = (className: string, parent: Element) => {
  const whole = element('p', className, parent)
  const zh = element('span', 'chinese', whole)
  const en = element('span', 'english', whole)
  en.lang = 'en'
  return (line: Line | null) => {
    whole.hidden = line === null
    write(zh, line?.zh ?? '')
    write(en, line?.en ?? '')
  }
}

export const createStage = (root: HTMLElement): Stage => {
  const video = () => {
    const made = element('video', 'deck', root)
    made.playsInline = true
    made.preload = 'auto'
    return made
  }
  const videos = [video(), video()] as const
  const scene = element('main', 'scene', root)
  const school = element('p', 'school', scene)
  const clock = element('p', 'clock', scene)
  const date = element('p', 'date', scene)
  const coming = element('div', 'coming', scene)
  const poster = element('img', 'poster', coming)
  poster.alt = ''
  const headline = paragraph('headline', coming)
  const detail = paragraph('detail', scene)
  const why = paragraph('why', scene)
  const code = element('p', 'code', scene)
  const qr = element('div', 'qr', scene)
  const small = paragraph('note', root)
  const message = paragraph('message', root)
  const exercise = element('p', 'exercise', root)
  write(exercise, '演習 EXERCISE　演習 EXERCISE')
  const rehearsal = element('p', 'rehearsal', root)
  const identify = element('p', 'identify', root)
  write(rehearsal, '演練 REHEARSAL')
  let drawn = ''

  const drawCode = (link: string) => {
    if (drawn === link) return
    drawn = link
    qr.replaceChildren(qrPicture(link))
  }

  const showPoster = (address: string | null) => {
    poster.hidden = address === null
    if (address !== null && poster.src !== address) poster.src = address
  }

  return {
    videos,
    render: (screen, notes, now, timeZone) => {
      root.dataset.screen = screen.type
      root.dataset.night = String(screen.type === 'slate' && isNight(now, timeZone))
      const noted = notes.small !== null || notes.rehearsal
      const told = notes.message !== undefined && notes.message !== null
      root.dataset.foot = told ? 'message' : noted ? 'note' : 'free'
      root.dataset.full = String(noted || told || (screen.type === 'slate' && (screen.poster ?? screen.why) !== null))
      write(clock, clockText(now, timeZone))
      write(date, `${dateText(now, timeZone)}　${englishDateText(now, timeZone)}`)
      scene.style.transform = screen.type === 'emergency' ? 'none' : drift(now)
      const words = wordsOf(screen, timeZone, now)
      write(school, words.school)
      headline(words.headline)
      detail(words.detail)
      showPoster(screen.type === 'slate' ? screen.poster : null)
      write(code, words.code)
      const link = linkOf(screen)
      why(screen.type === 'slate' ? screen.why : screen.type === 'trouble' && link !== null ? SCAN : null)
      if (link !== null) drawCode(link)
      qr.hidden = link === null
      root.dataset.scan = String(link !== null)
      small(notes.small)
      message(notes.message ?? null)
      if (screen.type === 'emergency')
        scene.style.setProperty('--notice', `${noticeSize(screen.notice, root.clientWidth / root.clientHeight)}vh`)
      exercise.hidden = screen.type !== 'emergency' || !screen.notice.exercise
      root.dataset.exercise = String(!exercise.hidden)
      rehearsal.hidden = !notes.rehearsal
      identify.hidden = notes.identify === null
      write(identify, notes.identify ?? '')
      identify.style.fontSize = `calc(var(--unit) * ${nameSize(notes.identify ?? '')})`
    },
  }
}

/** What is to be scanned from a screen; null: nothing. */
const linkOf = (screen: Screen): string | null => {
  if (screen.type === 'pairing') return screen.view.type === 'code' ? screen.link : null
  return screen.type === 'trouble' ? screen.report : null
}

const SCAN: Line = { zh: '掃描報修', en: 'Scan to report it' }

/** Room for an emergency's words, in hundredths of the height: within the safe area, between the room and the clock. */
const NOTICE_ROOM = 48
const NOTICE_LINE = 1.25
/** The English beside the Chinese. */
const NOTICE_ENGLISH = 0.84
const LARGEST_NOTICE = 12.5
const SMALLEST_NOTICE = 4

/**
 * Size of an emergency's Chinese in hundredths of the height, the English smaller beside it: as large as fits, and for
 * all that is not an essay the English is a twelfth of the height and more.
 * @param aspect the screen's width by its height
 */
export const noticeSize = ({ zh, en }: Line, aspect: number): number => {
  const across = 86 * aspect
  const widths = (text: string, latin: number) => [...text].reduce((sum, one) => sum + (one < '\u2e80' ? latin : 1), 0)
  const lines = (width: number, size: number) => (width === 0 ? 0 : Math.ceil((width * size) / (across * 0.94)))
  for (let size = LARGEST_NOTICE; size > SMALLEST_NOTICE; size -= 0.25) {
    const english = size * NOTICE_ENGLISH
    const high = lines(widths(zh, 0.6), size) * size + lines(widths(en, 0.55), english) * english
    if (high * NOTICE_LINE <= NOTICE_ROOM) return size
  }
  return SMALLEST_NOTICE
}

/** In hundredths of the screen's width: as large as fits on one line, a Latin letter taking half a Chinese one's. */
export const nameSize = (name: string): number => {
  const widths = [...name].map((letter) => (letter < '\u2e80' ? 0.6 : 1))
  return Math.min(
    16,
    Math.floor(
      86 /
        Math.max(
          1,
          widths.reduce((sum, width) => sum + width, 0),
        ),
    ),
  )
}

interface Words {
  readonly school: string
  readonly headline: Line | null
  readonly detail: Line | null
  readonly code: string
}

/** The words of each screen. */
export const wordsOf = (screen: Screen, timeZone: string, now: number): Words => {
  switch (screen.type) {
    case 'pairing':
      return pairingWords(screen.view, screen.address)
    case 'slate': {
      const school = [screen.schoolName, screen.roomName].filter((text) => text !== '').join('　')
      if (screen.nextAt === null)
        return { school, headline: { zh: '今天沒有其他節目', en: 'Nothing more on today' }, detail: null, code: '' }
      const next = `${minuteText(screen.nextAt, timeZone)}　${screen.nextTitle ?? ''}`
      return { school, headline: { zh: next, en: '' }, detail: comingIn(screen.nextAt - now), code: '' }
    }
    case 'emergency':
      return { school: screen.room, headline: screen.notice, detail: null, code: '' }
    case 'dark':
    case 'picture':
      return { school: '', headline: null, detail: null, code: '' }
    case 'listening': {
      const until = minuteText(screen.until, timeZone)
      const detail = { zh: `播放至 ${until}`, en: `Until ${until}` }
      return { school: '', headline: { zh: screen.title, en: '' }, detail, code: '' }
    }
    case 'hidden': {
      // As an end, midnight is 24:00.
      const until = minuteText(screen.until, timeZone).replace(/^00:00$/, '24:00')
      const headline = { zh: '本班暫停收看', en: 'This classroom is not watching now' }
      return { school: screen.room, headline, detail: { zh: `到 ${until}`, en: `until ${until}` }, code: '' }
    }
    case 'trouble': {
      const since = minuteText(screen.since, timeZone)
      const detail = { zh: `${since} 起。${screen.next.zh}`, en: `Since ${since}. ${screen.next.en}` }
      return { school: screen.room, headline: screen.what, detail, code: '' }
    }
    default:
      return screen satisfies never
  }
}

/** Counted down from here on. */
const COUNTED_MS = 5 * 60_000

/** Always as many digits: nothing moves while it counts. @param leftMs until the next programme */
const comingIn = (leftMs: number): Line => {
  const seconds = Math.ceil(leftMs / 1000)
  if (leftMs > COUNTED_MS || seconds <= 0) return { zh: '接下來', en: 'Next' }
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return { zh: `接下來　還有 ${left}`, en: `Next in ${left}` }
}

const NO_SERVER: Line = { zh: '連不到伺服器，會一直重試', en: 'The server can’t be reached; trying on' }

const pairingWords = (view: PairingView, address: string): Words => {
  switch (view.type) {
    case 'asking':
      return {
        school: '',
        headline: { zh: '正在向伺服器要配對碼', en: 'Asking for a code' },
        detail: { zh: address, en: '' },
        code: '',
      }
    case 'unreachable':
      return {
        school: '',
        headline: NO_SERVER,
        detail: { zh: `請檢查網路線與 ${address}`, en: `Check the network cable and ${address}` },
        code: '',
      }
    case 'code':
      return {
        school: view.schoolName,
        headline: view.reachable
          ? { zh: '請在控制台輸入這組代碼', en: 'Enter this code in the control panel' }
          : NO_SERVER,
        detail: view.reachable ? { zh: `${address}　已連線`, en: 'Connected' } : { zh: address, en: '' },
        code: inGroups(view.userCode),
      }
    default:
      return view satisfies never
  }
}

/** Against burn-in: within 1.5 % of the screen, over periods that don't meet (20 and 29 minutes). */
export const drift = (now: number): string => {
  const x = Math.sin((now / (20 * 60_000)) * 2 * Math.PI) * 1.5
  const y = Math.sin((now / (29 * 60_000)) * 2 * Math.PI) * 1.5
  return `translate(${x.toFixed(2)}vw, ${y.toFixed(2)}vh)`
}

const SVG = 'http://www.w3.org/2000/svg'

const qrPicture = (text: string): SVGSVGElement => {
  const { data, size } = encode(text, { border: 2 })
  const picture = document.createElementNS(SVG, 'svg')
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`)
  const path = document.createElementNS(SVG, 'path')
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
  path.setAttribute('d', squares.join(''))
  picture.append(path)
  return picture
}
