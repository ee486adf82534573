/** What is on the screen around the picture: slate, pairing, listening, trouble, and the notes over them. */
import { encode } from 'uqr'
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
      /** Why nothing is on; null: nothing to explain. */
      readonly why: Line | null
    }
  | { readonly type: 'picture' }
  | { readonly type: 'listening'; readonly title: string; readonly until: number }
  | {
      readonly type: 'trouble'
      readonly what: Line
      readonly next: Line
      readonly since: number
      readonly room: string
    }

export interface Notes {
  /** Small and calm, at the lower edge: the server is away, sound is blocked. */
  readonly small: Line | null
  readonly rehearsal: boolean
  /** The TV's name, large. */
  readonly identify: string | null
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

const both = (target: Element, line: Line | null) => write(target, line === null ? '' : `${line.zh}　${line.en}`)

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
  const headline = element('p', 'headline', scene)
  const detail = element('p', 'detail', scene)
  const why = element('p', 'why', scene)
  const code = element('p', 'code', scene)
  const qr = element('div', 'qr', scene)
  const small = element('p', 'note', root)
  const rehearsal = element('p', 'rehearsal', root)
  const identify = element('p', 'identify', root)
  write(rehearsal, '演練 REHEARSAL')
  let drawn = ''

  const drawCode = (link: string) => {
    if (drawn === link) return
    drawn = link
    qr.replaceChildren(qrPicture(link))
  }

  return {
    videos,
    render: (screen, notes, now, timeZone) => {
      root.dataset.screen = screen.type
      root.dataset.night = String(screen.type === 'slate' && isNight(now, timeZone))
      write(clock, clockText(now, timeZone))
      write(date, `${dateText(now, timeZone)}　${englishDateText(now, timeZone)}`)
      scene.style.transform = drift(now)
      const words = wordsOf(screen, timeZone)
      write(school, words.school)
      write(headline, words.headline)
      write(detail, words.detail)
      write(code, words.code)
      both(why, screen.type === 'slate' ? screen.why : null)
      if (screen.type === 'pairing' && screen.view.type === 'code') drawCode(screen.link)
      both(small, notes.small)
      rehearsal.hidden = !notes.rehearsal
      identify.hidden = notes.identify === null
      write(identify, notes.identify ?? '')
    },
  }
}

interface Words {
  readonly school: string
  readonly headline: string
  readonly detail: string
  readonly code: string
}

/** The words of each screen. */
export const wordsOf = (screen: Screen, timeZone: string): Words => {
  switch (screen.type) {
    case 'pairing':
      return pairingWords(screen.view, screen.address)
    case 'slate':
      return {
        school: [screen.schoolName, screen.roomName].filter((text) => text !== '').join('　'),
        headline:
          screen.nextAt === null
            ? '今天沒有其他節目'
            : `${minuteText(screen.nextAt, timeZone)}　${screen.nextTitle ?? ''}`,
        detail: screen.nextAt === null ? 'Nothing more on today' : '接下來　Next',
        code: '',
      }
    case 'picture':
      return { school: '', headline: '', detail: '', code: '' }
    case 'listening':
      return {
        school: '',
        headline: screen.title,
        detail: `播放至 ${minuteText(screen.until, timeZone)}　Until ${minuteText(screen.until, timeZone)}`,
        code: '',
      }
    case 'trouble':
      return {
        school: screen.room,
        headline: `${screen.what.zh}　${screen.what.en}`,
        detail: `${minuteText(screen.since, timeZone)} 起。${screen.next.zh}　Since ${minuteText(screen.since, timeZone)}. ${screen.next.en}`,
        code: '',
      }
    default:
      return screen satisfies never
  }
}

const pairingWords = (view: PairingView, address: string): Words => {
  switch (view.type) {
    case 'asking':
      return { school: '', headline: '正在向伺服器要配對碼　Asking for a code', detail: address, code: '' }
    case 'unreachable':
      return {
        school: '',
        headline: '連不到伺服器，會一直重試　The server can’t be reached; trying on',
        detail: `請檢查網路線與 ${address}　Check the network cable and ${address}`,
        code: '',
      }
    case 'code':
      return {
        school: view.schoolName,
        headline: view.reachable
          ? '請在控制台輸入這組代碼　Enter this code in the control panel'
          : '連不到伺服器，會一直重試　The server can’t be reached; trying on',
        detail: view.reachable ? `${address}　已連線 Connected` : address,
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
