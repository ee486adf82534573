import { describe, expect, it } from 'vitest'
import { openXmlParts, wordParts, type ZipPart, zipOf } from '../../test/zip.ts'
import { isZip, zipType } from './office-file.ts'

const OOXML = 'application/vnd.openxmlformats-officedocument.'
const ODF = 'application/vnd.oasis.opendocument.'
const openDocument = (kind: string, ...more: readonly ZipPart[]): readonly ZipPart[] => [
  ['mimetype', `${ODF}${kind}`, 'stored'],
  ['content.xml', '<office:document-content/>'],
  ...more,
  ['META-INF/manifest.xml', '<manifest:manifest/>'],
]
const [types, ...rest] = wordParts()
const xml = String(types?.[1])
/** A Word document whose table of types says something else. */
const saying = (said: string): readonly ZipPart[] => [['[Content_Types].xml', said], ...rest]

describe('a zip', () => {
  it.each([
    ['.docx', wordParts()],
    ['.xlsx', openXmlParts('xl/workbook.xml', `${OOXML}spreadsheetml.sheet.main+xml`)],
    ['.pptx', openXmlParts('ppt/presentation.xml', `${OOXML}presentationml.presentation.main+xml`)],
    ['.odt', openDocument('text')],
    ['.ods', openDocument('spreadsheet')],
    ['.odp', openDocument('presentation')],
  ])('is known as %s', (ending, parts) => {
    expect(zipType(zipOf(parts))).toMatchObject({ type: 'office', ending })
    expect(zipType(zipOf(parts, 'PK\x05\x06 in its comment, as if it ended here'))).toMatchObject({ ending })
  })

  it.each([
    ['a .docm', openXmlParts('word/document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml')],
    ['a .docm that is called .docx', [...wordParts(), ['word/vbaProject.bin', 'x']]],
    [
      'a program under another name',
      saying(
        xml.replace('/xml"/>', '/xml"/><Default Extension="b" ContentType="application/vnd.ms-office.vbaProject"/>'),
      ),
    ],
    [
      'an .xlsx with a sheet of old macros',
      [
        ...openXmlParts('xl/workbook.xml', `${OOXML}spreadsheetml.sheet.main+xml`).map(
          ([name, said]): ZipPart => [
            name,
            String(said).replace(
              '</Types>',
              '<Override PartName="/xl/macrosheets/sheet1.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/></Types>',
            ),
          ],
        ),
      ],
    ],
    ['an .odt with Basic', openDocument('text', ['Basic/Standard/Module1.xml', 'x'])],
    ['an .ods with scripts', openDocument('spreadsheet', ['Scripts/python/x.py', 'x'])],
  ] satisfies readonly [string, readonly ZipPart[]][])('with macros is told: %s', (_what, parts) => {
    expect(zipType(zipOf(parts))).toEqual({ type: 'macros' })
  })

  it.each([
    [
      'photos',
      [
        ['a.jpg', 'x'],
        ['word/document.xml', 'x'],
      ],
    ],
    [
      'a program for phones',
      [
        ['AndroidManifest.xml', 'x'],
        ['classes.dex', 'x'],
      ],
    ],
    ['a book', [['mimetype', 'application/epub+zip', 'stored']]],
    ['a template', openXmlParts('word/document.xml', `${OOXML}wordprocessingml.template.main+xml`)],
    ['two tables of types', [...wordParts(), ...wordParts()]],
    [
      'types in other letters',
      saying(xml.replace('ContentType="application/xml"', 'ContentType="application/vnd.ms-office.vb&#97;Project"')),
    ],
    ['types in another encoding', [['[Content_Types].xml', Buffer.from(xml, 'utf16le')], ...rest]],
    ['types with a declaration', saying(xml.replace('<Types', '<!DOCTYPE Types [<!ENTITY a "b">]><Types'))],
    [
      'types that unpack to more than there is room for',
      saying(xml.replace('</Types>', `${' '.repeat(2_000_000)}</Types>`)),
    ],
    ['nothing', []],
  ] satisfies readonly [string, readonly ZipPart[]][])('of anything else is an archive: %s', (_what, parts) => {
    expect(zipType(zipOf(parts))).toEqual({ type: 'archive' })
  })

  it('that is cut, locked or lies about itself is an archive', () => {
    const whole = zipOf(wordParts())
    for (let length = 22; length < whole.length; length++)
      expect(zipType(whole.subarray(0, length)), `${length} bytes`).toEqual({ type: 'archive' })
    const table = whole.indexOf('PK\x01\x02', 0, 'latin1')
    const lying = (at: number, ...bytes: number[]) => {
      const changed = Buffer.from(whole)
      changed.set(bytes, at)
      return zipType(changed)
    }
    expect(lying(table + 8, 1)).toEqual({ type: 'archive' })
    expect(lying(table + 42, 255, 255, 255, 255)).toEqual({ type: 'archive' })
    expect(lying(table + 20, 255, 255, 255, 255)).toEqual({ type: 'archive' })
    expect(lying(whole.length - 6, 255, 255, 255, 255)).toEqual({ type: 'archive' })
    expect(lying(whole.length - 14, 255, 255, 255, 255)).toEqual({ type: 'archive' })
  })

  it('begins as one', () => {
    expect(isZip(zipOf(wordParts()))).toBe(true)
    expect(isZip(Buffer.from('%PDF-1.7 as long as a zip must be'))).toBe(false)
    expect(isZip(Buffer.from('PK\x03\x04', 'latin1'))).toBe(false)
  })
})
