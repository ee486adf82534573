/**
 * What a file is, from its first bytes alone, before any decoder sees it. A playlist named `x.mp4` would make ffmpeg
 * open other files; so the demuxer is chosen here and forced, and whatever isn't known to be media is refused.
 */
import type { ErrorCode } from '../../protocol/errors.ts'
import type { TextParams } from '../../protocol/text.ts'

/** ffmpeg's demuxers that Nooncast lets in: none of them opens a second file. */
export type Demuxer =
  | 'mov'
  | 'matroska'
  | 'avi'
  | 'asf'
  | 'mpegts'
  | 'mpeg'
  | 'flv'
  | 'rm'
  | 'mxf'
  | 'mp3'
  | 'wav'
  | 'w64'
  | 'flac'
  | 'ogg'
  | 'aac'
  | 'aiff'
  | 'caf'
  | 'amr'

export type Sniffed =
  | { readonly type: 'media'; readonly demuxer: Demuxer }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly params: TextParams }

/** How many first bytes are looked at: enough to see past an ID3 tag's header and three MPEG-TS packets. */
export const SNIFF_BYTES = 4096

const ascii = (head: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...head.subarray(from, from + length))
const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte)

const media = (demuxer: Demuxer): Sniffed => ({ type: 'media', demuxer })
const refuse = (code: ErrorCode, params: TextParams = {}): Sniffed => ({ type: 'refused', code, params })

/** QuickTime's top-level atoms: a file may begin with any of them (ISO/IEC 14496-12, QTFF). */
const ATOMS: ReadonlySet<string> = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp', 'moof'])
const PICTURE_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis', 'heic', 'heix', 'mif1', 'msf1'])

const SIGNATURES: readonly (readonly [bytes: readonly number[], meaning: Sniffed])[] = [
  [[0x1a, 0x45, 0xdf, 0xa3], media('matroska')],
  [[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], media('asf')],
  [[0x46, 0x4c, 0x56, 0x01], media('flv')],
  [[0x2e, 0x52, 0x4d, 0x46], media('rm')],
  [[0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01], media('mxf')],
  [[0x00, 0x00, 0x01, 0xba], media('mpeg')],
  [[0x66, 0x4c, 0x61, 0x43], media('flac')],
  [[0x4f, 0x67, 0x67, 0x53], media('ogg')],
  [[0x63, 0x61, 0x66, 0x66], media('caf')],
  [[0x72, 0x69, 0x66, 0x66, 0x2e, 0x91, 0xcf, 0x11], media('w64')],
  [[0x23, 0x21, 0x41, 0x4d, 0x52], media('amr')],
  [[0x89, 0x50, 0x4e, 0x47], refuse('MEDIA_IS_PICTURE')],
  [[0xff, 0xd8, 0xff], refuse('MEDIA_IS_PICTURE')],
  [[0x47, 0x49, 0x46, 0x38], refuse('MEDIA_IS_PICTURE')],
  [[0x49, 0x49, 0x2a, 0x00], refuse('MEDIA_IS_PICTURE')],
  [[0x4d, 0x4d, 0x00, 0x2a], refuse('MEDIA_IS_PICTURE')],
  [[0x38, 0x42, 0x50, 0x53], refuse('MEDIA_IS_PICTURE')],
  [[0x50, 0x4b, 0x03, 0x04], refuse('MEDIA_IS_ARCHIVE', { what: 'ZIP' })],
  [[0x37, 0x7a, 0xbc, 0xaf], refuse('MEDIA_IS_ARCHIVE', { what: '7z' })],
  [[0x52, 0x61, 0x72, 0x21], refuse('MEDIA_IS_ARCHIVE', { what: 'RAR' })],
  [[0x1f, 0x8b], refuse('MEDIA_IS_ARCHIVE', { what: 'gzip' })],
  [[0xfd, 0x37, 0x7a, 0x58], refuse('MEDIA_IS_ARCHIVE', { what: 'xz' })],
  [[0x42, 0x5a, 0x68], refuse('MEDIA_IS_ARCHIVE', { what: 'bzip2' })],
]

/**
 * Decides from the first bytes of a file.
 * @param head the first `SNIFF_BYTES`, fewer if the file is shorter
 */
export const sniff = (head: Uint8Array): Sniffed => {
  if (head.length === 0) return refuse('MEDIA_EMPTY')
  const text = textStart(head)
  if (text !== null) return text
  if (ATOMS.has(ascii(head, 4, 4)))
    return PICTURE_BRANDS.has(ascii(head, 8, 4)) ? refuse('MEDIA_IS_PICTURE') : media('mov')
  const container = ascii(head, 0, 4)
  if (container === 'RIFF' || container === 'RF64' || container === 'FORM') return chunked(ascii(head, 8, 4))
  for (const [bytes, meaning] of SIGNATURES) if (startsWith(head, bytes)) return meaning
  if (isTransportStream(head)) return media('mpegts')
  return soundFrames(head) ?? refuse('MEDIA_NOT_MEDIA', { what: '?' })
}

const chunked = (form: string): Sniffed => {
  if (form === 'AVI ') return media('avi')
  if (form === 'WAVE') return media('wav')
  if (form === 'AIFF' || form === 'AIFC') return media('aiff')
  return form === 'WEBP' ? refuse('MEDIA_IS_PICTURE') : refuse('MEDIA_NOT_MEDIA', { what: form.trim() })
}

/** Three sync bytes at a packet's distance: 188, or 192 with the four time bytes of a Blu-ray stream. */
const isTransportStream = (head: Uint8Array): boolean =>
  [
    [0, 188],
    [4, 192],
  ].some(([first = 0, step = 0]) => [0, 1, 2].every((packet) => head[first + packet * step] === 0x47))

/** An ID3 tag, or the sync word of an MPEG or ADTS sound frame (ISO/IEC 11172-3 §2.4.1.3, 13818-7 §6.2). */
const soundFrames = (head: Uint8Array): Sniffed | null => {
  if (ascii(head, 0, 3) === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0)
    const after = head.subarray(10 + size)
    return after.length < 4 ? media('mp3') : ascii(after, 0, 4) === 'fLaC' ? media('flac') : soundFrames(after)
  }
  const [first = 0, second = 0] = head
  if (first !== 0xff) return null
  if ((second & 0xf6) === 0xf0) return media('aac')
  return (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? media('mp3') : null
}

const PLAYLIST = /^(#EXTM3U|ffconcat\s+version|\[playlist\]|\[reference\]|<asx|<smil|file\s+['"/\w])/i

/** A file that begins as text: a playlist, a drawing or plain words. Null: binary. */
const textStart = (head: Uint8Array): Sniffed | null => {
  const text = readableText(head)
  if (text === null) return null
  if (PLAYLIST.test(text) || /<MPD[\s>]/.test(text) || /^#EXT-X-/m.test(text)) return refuse('MEDIA_IS_PLAYLIST')
  if (/<svg[\s>]/i.test(text)) return refuse('MEDIA_IS_PICTURE')
  return text.startsWith('%PDF') ? refuse('MEDIA_NOT_MEDIA', { what: 'PDF' }) : refuse('MEDIA_IS_TEXT')
}

/** The text in UTF-8 or UTF-16, without byte order mark and leading space; null when it holds control characters. */
const readableText = (head: Uint8Array): string | null => {
  if (startsWith(head, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(head).trimStart()
  if (startsWith(head, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(head).trimStart()
  const text = new TextDecoder('utf-8').decode(head).trimStart()
  if (PLAYLIST.test(text)) return text
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127).length
  return controls === 0 && (head[0] ?? 0) < 0x80 ? text : null
}
