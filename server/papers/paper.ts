/** Documents that are printed: a description goes in, a PDF comes out, its letters inside it. */
import { join } from 'node:path'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.d.ts'

const FOLDER = join(import.meta.dirname, '../../node_modules/@expo-google-fonts/noto-sans-tc')
/** Noto Sans TC (SIL OFL 1.1): what a school prints is in Chinese, and a reader's machine may have no such letters. */
const FONTS = {
  NotoSansTC: {
    normal: join(FOLDER, '400Regular/NotoSansTC_400Regular.ttf'),
    bold: join(FOLDER, '700Bold/NotoSansTC_700Bold.ttf'),
  },
}

pdfmake.setFonts(FONTS)
// A document names no file and no address of its own: what it shows is given as data.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(FOLDER))

/** Points: 1/72 inch. */
export const millimetres = (length: number): number => (length * 72) / 25.4

/**
 * Prints a document; without other wishes on A4, 20 mm from each edge, in 10 point letters.
 * QR codes are `{ qr: 'text' }`, pictures data URLs.
 * @returns the bytes of a PDF in which each font is embedded with the letters it needs
 */
export const printPaper = (document: TDocumentDefinitions): Promise<Buffer> =>
  pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: millimetres(20),
      ...document,
      defaultStyle: { font: 'NotoSansTC', fontSize: 10, lineHeight: 1.3, ...document.defaultStyle },
    })
    .getBuffer()
