/** A letter's paragraphs as plain text and as simple HTML. Pure. */
import type { Language } from '../../protocol/text.ts'

export interface WrittenLetter {
  /** One line, without control characters. */
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** `href`: where it leads; null: nowhere. */
export interface Line {
  readonly text: string
  readonly href: string | null
}
/** Lines that belong together. */
export type Paragraph = readonly Line[]

export interface Layout {
  readonly subject: string
  readonly paragraphs: readonly Paragraph[]
  readonly foot: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

/** A line break in a title must not become a header of the mail. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()

const asText = ({ text, href }: Line, language: Language): string =>
  href === null ? text : `${text}${language === 'zh-TW' ? '：' : ': '}${href}`
const asHtml = ({ text, href }: Line): string =>
  href === null ? escaped(text) : `<a href="${escaped(href)}">${escaped(text)}</a>`

export const layOut = ({ subject, paragraphs, foot }: Layout, language: Language): WrittenLetter => ({
  subject: oneLine(subject),
  text: [...paragraphs.map((lines) => lines.map((line) => asText(line, language)).join('\n')), `-- \n${foot}`].join(
    '\n\n',
  ),
  html: [
    `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;line-height:1.6">`,
    ...paragraphs.map((lines) => `<p style="white-space:pre-line">${lines.map(asHtml).join('\n')}</p>`),
    `<p style="color:#666;font-size:small">${escaped(foot)}</p></body></html>`,
  ].join('\n'),
})
