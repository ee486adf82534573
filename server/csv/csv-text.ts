/** Text of CSV files as schools have them: UTF-8 with or without a byte order mark, or Big5. */

/** Control characters and U+FFFD: not text that a person wrote. */
const JUNK = /[^\P{Cc}\t\r\n]|\uFFFD/u

/** The text of a file in UTF-8 or Big5; null when it is neither. */
export const decodeText = (bytes: Uint8Array): string | null => {
  for (const encoding of ['utf-8', 'big5'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!JUNK.test(text)) return text
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem
    }
  return null
}

/** The cells of a CSV line (RFC 4180, without line breaks inside quotes). */
export const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )

export type Cell = string | number | null

/**
 * A cell that a spreadsheet would take for a formula is kept as text by an apostrophe (OWASP, CSV injection). One that
 * begins so with apostrophes of its own gets one more, so that `plainCell` finds back what was there.
 */
const FORMULA = /^'*[=+\-@\t\r]/

const written = (value: Cell): string => {
  if (typeof value === 'number') return String(value)
  const text = value === null ? '' : FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What was in a cell before it was kept from being a formula. */
export const plainCell = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)

/** A table (RFC 4180), in UTF-8 with a mark so that Excel reads Chinese. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(written).join(',')).join('\r\n')}\r\n`
