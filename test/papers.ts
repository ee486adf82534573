/** Printed papers, looked at: a PDF drawn as a picture by another engine than the one that made it, and its QR codes read. */
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium'
import jsQR from 'jsqr'

export interface Picture {
  readonly width: number
  readonly height: number
  /** Blue, green, red, opacity, as PDFium draws. */
  readonly pixels: Uint8ClampedArray
}

/** Each page of a PDF, at so many dots per inch. */
export const drawPages = async (pdf: Uint8Array, dpi: number): Promise<readonly Picture[]> => {
  const library = await PDFiumLibrary.init()
  let document: PDFiumDocument | undefined
  try {
    document = await library.loadDocument(pdf)
    const pictures: Picture[] = []
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({ scale: dpi / 72, render: 'bitmap' })
      pictures.push({ width, height, pixels: new Uint8ClampedArray(data) })
    }
    return pictures
  } finally {
    document?.destroy()
    library.destroy()
  }
}

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What is inside a rectangle of a picture; dots. */
export const cutOut = ({ width, pixels }: Picture, at: Rectangle): Picture => {
  const [left, top, wide, high] = [at.x, at.y, at.width, at.height].map(Math.round)
  if (left === undefined || top === undefined || wide === undefined || high === undefined) throw new Error('no place')
  const part = new Uint8ClampedArray(wide * high * 4)
  for (let row = 0; row < high; row++) {
    const from = ((top + row) * width + left) * 4
    part.set(pixels.subarray(from, from + wide * 4), row * wide * 4)
  }
  return { width: wide, height: high, pixels: part }
}

/** What the QR code in a picture says; null: none could be read. */
export const readCode = ({ pixels, width, height }: Picture): string | null =>
  readerOf(jsQR)(pixels, width, height)?.data ?? null

type Reader = (data: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null
/** The package is CommonJS with its function as `default`. */
const readerOf = (module: Reader | { readonly default: Reader }): Reader =>
  typeof module === 'function' ? module : module.default
