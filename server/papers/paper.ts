/** The description of a paper that is printed: what pdfmake draws, and what its types leave out. */
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.d.ts'

/** Points: 1/72 inch. */
export const millimetres = (length: number): number => (length * 72) / 25.4

/** Filled outlines in the letters of SVG's `d`, in points from the page's corner. pdfmake draws them (its Renderer.js); its types do not know them. */
export interface Outlines {
  readonly canvas: readonly { readonly type: 'path'; readonly d: string; readonly color: string }[]
  readonly absolutePosition: { readonly x: number; readonly y: number }
}

/** QR codes are `{ qr: 'text' }`, pictures data URLs. */
export type Paper = Omit<TDocumentDefinitions, 'content'> & {
  readonly content: Content | readonly (Content | Outlines)[]
}
