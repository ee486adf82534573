/**
 * Office files by what is in them. They are zips; which one it is stands in the table of contents (ISO/IEC 21320-1, APPNOTE 4.3)
 * and in one small part: `[Content_Types].xml` of Office Open XML (ECMA-376 part 2), `mimetype` of OpenDocument (ODF 1.3 part 2).
 * Nothing else is unpacked.
 */
import { inflateRawSync } from 'node:zlib'

export type Zip =
  /** `ending` as `.docx`. */
  | { readonly type: 'office'; readonly mime: string; readonly ending: string }
  /** A document that carries a program. */
  | { readonly type: 'macros' }
  /** Anything else that is packed, and what can't be read as the formats say. */
  | { readonly type: 'archive' }

const OOXML = 'application/vnd.openxmlformats-officedocument.'
const ODF = 'application/vnd.oasis.opendocument.'
const ENDINGS: ReadonlyMap<string, string> = new Map([
  [`${OOXML}wordprocessingml.document`, '.docx'],
  [`${OOXML}spreadsheetml.sheet`, '.xlsx'],
  [`${OOXML}presentationml.presentation`, '.pptx'],
  [`${ODF}text`, '.odt'],
  [`${ODF}spreadsheet`, '.ods'],
  [`${ODF}presentation`, '.odp'],
])

const ARCHIVE: Zip = { type: 'archive' }
/** A presentation with some hundred slides and pictures has a few thousand parts. */
const MOST_ENTRIES = 10_000
/** Of the one part that is unpacked; real ones have some kB. */
const MOST_PART_BYTES = 1024 * 1024

interface Entry {
  readonly name: string
  readonly method: number
  readonly packedBytes: number
  /** Of its own header, from the file's start. */
  readonly at: number
}

const SIGNATURE = { entry: 0x02014b50, local: 0x04034b50, end: 0x06054b50 } as const
const SIZE = { entry: 46, local: 30, end: 22 } as const
const LONGEST_COMMENT = 0xffff

export const isZip = (bytes: Buffer): boolean => bytes.length >= SIZE.end && bytes.readUInt32LE(0) === SIGNATURE.local

/** @param bytes a zip, see `isZip` */
export const zipType = (bytes: Buffer): Zip => {
  try {
    const entries = entriesOf(bytes)
    return entries === null ? ARCHIVE : documentIn(bytes, entries)
  } catch (problem) {
    // It points beyond its own end, or doesn't unpack.
    if (problem instanceof Error) return ARCHIVE
    throw problem
  }
}

/** The table of contents; null: there is none, it is too long, or part of it is locked or elsewhere. */
const entriesOf = (bytes: Buffer): readonly Entry[] | null => {
  const end = endOf(bytes)
  if (end === null) return null
  const count = bytes.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES || count !== bytes.readUInt16LE(end + 8)) return null
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    const isLocked = (bytes.readUInt16LE(at + 8) & 1) === 1
    if (bytes.readUInt32LE(at) !== SIGNATURE.entry || isLocked) return null
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset))
    if (name === undefined || extra === undefined || comment === undefined) return null
    entries.push({
      name: bytes.toString('utf8', at + SIZE.entry, at + SIZE.entry + name),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    })
    at += SIZE.entry + name + extra + comment
  }
  return entries
}

/** Where the last record begins: it ends with the file, after a comment of the length that it says. */
const endOf = (bytes: Buffer): number | null => {
  const last = bytes.length - SIZE.end
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (bytes.readUInt32LE(at) === SIGNATURE.end && bytes.readUInt16LE(at + 20) === last - at) return at
  return null
}

const documentIn = (bytes: Buffer, entries: readonly Entry[]): Zip => {
  const [first] = entries
  if (first?.name === 'mimetype' && first.method === 0) {
    const hasMacros = entries.some(({ name }) => /^(basic|scripts)\//i.test(name))
    return officeFile(partOf(bytes, first).toString('latin1'), hasMacros)
  }
  const [types, second] = entries.filter(({ name }) => name.toLowerCase() === '[content_types].xml')
  if (types === undefined || second !== undefined) return ARCHIVE
  const xml = partOf(bytes, types).toString('utf8')
  // As every program writes it: without other encodings, declarations or written-out letters, in which a word could hide.
  if (/\0|&#|<!/.test(xml)) return ARCHIVE
  const mime = /["'](application\/vnd\.openxmlformats-officedocument\.[a-z.]+)\.main\+xml["']/.exec(xml)?.[1] ?? ''
  const hasMacros = /macro|vbaproject/i.test(xml) || entries.some(({ name }) => /vbaproject/i.test(name))
  return officeFile(mime, hasMacros)
}

const officeFile = (mime: string, hasMacros: boolean): Zip => {
  if (hasMacros) return { type: 'macros' }
  const ending = ENDINGS.get(mime)
  return ending === undefined ? ARCHIVE : { type: 'office', mime, ending }
}

/** @throws RangeError, or zlib's, when it is not what the table says, or larger than a part of this kind is */
const partOf = (bytes: Buffer, { at, method, packedBytes }: Entry): Buffer => {
  if (bytes.readUInt32LE(at) !== SIGNATURE.local || packedBytes > MOST_PART_BYTES) throw new RangeError('no part')
  const from = at + SIZE.local + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const packed = bytes.subarray(from, from + packedBytes)
  return method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: MOST_PART_BYTES })
}
