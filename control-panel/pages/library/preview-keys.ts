/** What the keys do beside a preview. Pure. */
export type PreviewAct =
  | { readonly type: 'play' }
  | { readonly type: 'move'; readonly byMs: number }
  | { readonly type: 'mark'; readonly edge: 'in' | 'out' }
  | { readonly type: 'jump'; readonly toMs: number }

/** Pictures are packaged at most thirty a second: one step is one of them or, of fewer, sometimes none. */
export const FRAME_MS = 1000 / 30
const FAR_MS = 10_000

/** Null: the key is not ours. */
export const previewAct = (key: string, shift: boolean, durationMs: number): PreviewAct | null => {
  switch (key) {
    case ' ':
    case 'k':
      return { type: 'play' }
    case 'ArrowLeft':
      return { type: 'move', byMs: shift ? -1000 : -FRAME_MS }
    case 'ArrowRight':
      return { type: 'move', byMs: shift ? 1000 : FRAME_MS }
    case 'j':
      return { type: 'move', byMs: -FAR_MS }
    case 'l':
      return { type: 'move', byMs: FAR_MS }
    case 'Home':
      return { type: 'jump', toMs: 0 }
    case 'End':
      return { type: 'jump', toMs: durationMs }
    case 'i':
      return { type: 'mark', edge: 'in' }
    case 'o':
      return { type: 'mark', edge: 'out' }
    default:
      return null
  }
}
