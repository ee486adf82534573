/**
 * A text out of a camera's answer, as it was sent. The library makes numbers and dates of what looks like them, so that
 * firmware 1.10 becomes 1.1 and a serial number of twenty digits loses the last four.
 */

/** XML 1.0 §4.6, the five that every reader knows. An answer that declares others is not one of ONVIF. */
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const withoutControls = (text: string): string =>
  [...text].filter((character) => (character.codePointAt(0) ?? 0) >= 0x20 && character !== '\u007f').join('')

/** Where an element's content begins, from `at` on; -1: there is none. */
const contentOf = (xml: string, name: string): number => {
  for (let at = xml.indexOf(name); at !== -1; at = xml.indexOf(name, at + 1)) {
    const [before, after] = [xml[at - 1], xml[at + name.length]]
    if ((before !== '<' && before !== ':') || after === undefined || !/[\s>]/.test(after)) continue
    const end = xml.indexOf('>', at)
    return end === -1 ? -1 : end + 1
  }
  return -1
}

const withEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, named) => {
    if (named !== undefined) return ENTITIES[named] ?? whole
    const point = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })

/**
 * The content of the first element of that local name, in any namespace; empty when there is none or it has children.
 * One pass, whatever the text is; without control characters.
 * @param longest characters that are kept
 */
export const answerText = (xml: string, name: string, longest = 80): string => {
  const from = contentOf(xml, name)
  const to = from === -1 ? -1 : xml.indexOf('<', from)
  if (to === -1 || xml[to + 1] !== '/') return ''
  const plain = withEntities(xml.slice(from, Math.min(to, from + 12 * longest)))
  return [...withoutControls(plain).trim()].slice(0, longest).join('')
}
