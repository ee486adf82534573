/**
 * Printing itself: a description goes in, a PDF comes out, its letters inside it. It takes seconds for many pages and gives
 * way to nothing meanwhile, so the server leaves it to `press.ts`.
 */
import { join } from 'node:path'
import pdfmake, { type TCreatedPdf } from 'pdfmake'
import { millimetres, type Paper } from './paper.ts'

declare module 'pdfmake' {
  export function createPdf(document: Paper): TCreatedPdf
}

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

/**
 * Prints a document; without other wishes on A4, 20 mm from each edge, in 10 point letters.
 * @returns the bytes of a PDF in which each font is embedded with the letters it needs
 */
export const printPaper = (paper: Paper): Promise<Buffer> =>
  pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: millimetres(20),
      ...paper,
      defaultStyle: { font: 'NotoSansTC', fontSize: 10, lineHeight: 1.3, ...paper.defaultStyle },
    })
    .getBuffer()
