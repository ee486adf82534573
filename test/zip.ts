/** Zips as office programs write them, made of their parts; for what reads them. */
import { crc32, deflateRawSync } from 'node:zlib'

/** Name and contents; `stored`: as it is, else packed. */
export type ZipPart = readonly [name: string, contents: string | Buffer, how?: 'stored']

/** A zip of these parts in this order (APPNOTE 4.3), of no date. */
export const zipOf = (parts: readonly ZipPart[], comment = ''): Buffer => {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, contents, how] of parts) {
    const [called, plain] = [Buffer.from(name), Buffer.from(contents)]
    const packed = how === 'stored' ? plain : deflateRawSync(plain)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(how === 'stored' ? 0 : 8, 4)
    facts.writeUInt32LE(crc32(plain), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(plain.length, 18)
    facts.writeUInt16LE(called.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), facts, called, packed)
    entries.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, called)
    at += 30 + called.length + packed.length
  }
  const table = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(table.length, 8)
  end.writeUInt32LE(at, 12)
  end.writeUInt16LE(Buffer.byteLength(comment), 16)
  return Buffer.concat([...locals, table, Buffer.from('PK\x05\x06', 'latin1'), end, Buffer.from(comment)])
}

/** The parts of an Office Open XML document that tell what it is. */
export const openXmlParts = (part: string, mime: string): readonly ZipPart[] => [
  [
    '[Content_Types].xml',
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${mime}"/></Types>`,
  ],
  ['_rels/.rels', '<Relationships/>'],
  [part, '<w:document/>'],
]

export const wordParts = (): readonly ZipPart[] =>
  openXmlParts('word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml')
