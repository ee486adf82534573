import { expect, test } from 'vitest'
import { sniff } from './sniff.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const code = (head: Uint8Array | string): string => {
  const seen = sniff(typeof head === 'string' ? Buffer.from(head) : head)
  return seen.type === 'media' ? seen.demuxer : seen.code
}

test('containers by their first bytes, whatever the name says', () => {
  expect(code(bytes('\0\0\0\x18ftypmp42\0\0\0\0'))).toBe('mov')
  expect(code(bytes('\x1a\x45\xdf\xa3\x01'))).toBe('matroska')
  expect(code(bytes('RIFF\x10\0\0\0AVI LIST\0'))).toBe('avi')
  expect(code(bytes('RIFF\x10\0\0\0WAVEfmt \0'))).toBe('wav')
  expect(code(bytes('FLV\x01\x05\0'))).toBe('flv')
  expect(code(bytes('fLaC\0\0'))).toBe('flac')
  expect(code(bytes('ID3\x04\0\0\0\0\0\x01\0\xff\xfb\x90\0'))).toBe('mp3')
  expect(code(bytes('\xff\xf1\x50\x80\0'))).toBe('aac')
  const stream = Buffer.alloc(600)
  for (const at of [0, 188, 376]) stream[at] = 0x47
  expect(code(stream)).toBe('mpegts')
})

test('whatever would open other files, or is no film at all, is refused', () => {
  expect(code('')).toBe('MEDIA_EMPTY')
  expect(code('#EXTM3U\n/etc/passwd')).toBe('MEDIA_IS_PLAYLIST')
  expect(code('\ufeff#EXTM3U\n/etc/passwd')).toBe('MEDIA_IS_PLAYLIST')
  expect(code(bytes('\n\n#EXTM3U\n\0\0\x01rubbish'))).toBe('MEDIA_IS_PLAYLIST')
  expect(code("ffconcat version 1.0\nfile 'x'")).toBe('MEDIA_IS_PLAYLIST')
  expect(code("file '/etc/passwd'")).toBe('MEDIA_IS_PLAYLIST')
  expect(code('<?xml version="1.0"?><MPD>')).toBe('MEDIA_IS_PLAYLIST')
  expect(code('<svg xmlns="x"/>')).toBe('MEDIA_IS_PICTURE')
  expect(code(bytes('\x89PNG\r\n\x1a\n\0'))).toBe('MEDIA_IS_PICTURE')
  expect(code(bytes('PK\x03\x04\x14\0'))).toBe('MEDIA_IS_ARCHIVE')
  expect(code('各位同學')).toMatch(/MEDIA_(IS_TEXT|NOT_MEDIA)/)
  expect(code('minutes')).toBe('MEDIA_IS_TEXT')
  expect(code(bytes('\x00\x01\x02\x03\x04\x05\x06\x07\x08'))).toBe('MEDIA_NOT_MEDIA')
})
