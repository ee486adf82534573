/** Names in the inbox: how one carries facts on purpose, and which files are somebody's own business. */
import type { NameFacts } from '../../protocol/programme-name.ts'

/** Characters that Windows, macOS or a share refuse in a name. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]/gu
/** Bytes of UTF-8: a name may have 255 on the usual file systems, and label and ending need room. */
const LONGEST_NAME_BYTES = 180

/** The opposite of `readName`: a name that carries these facts. @param ending with its dot, such as `.mp4` */
export const nameFor = (facts: NameFacts, ending: string): string => {
  const title = shortened(facts.title.replace(FORBIDDEN, ' ').replace(/\s+/g, ' ').trim())
  return `[${facts.kind}${facts.airDate === null ? '' : ` ${facts.airDate}`}] ${title === '' ? 'programme' : title}${ending}`
}

const shortened = (text: string): string => {
  let kept = ''
  let bytes = 0
  for (const letter of text) {
    bytes += new TextEncoder().encode(letter).length
    if (bytes > LONGEST_NAME_BYTES) break
    kept += letter
  }
  return kept.trim()
}

const UNFINISHED = /\.(?:part|partial|crdownload|download|filepart|tmp|temp|upload|!ut|opdownload)$/i
const NOT_PROGRAMMES: ReadonlySet<string> = new Set(['thumbs.db', 'desktop.ini', 'readme.md', 'readme.txt'])

/** Files that are somebody's own business: hidden, half-copied, or a system's droppings. */
export const isIgnored = (fileName: string): boolean =>
  /^[.~]/.test(fileName) || UNFINISHED.test(fileName) || NOT_PROGRAMMES.has(fileName.toLowerCase())
