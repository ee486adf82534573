/** Subtitle files of people: SubRip and WebVTT in, WebVTT out, moved in time. Pure. */

/** Hours may be missing in WebVTT; SubRip writes a comma. */
const TIME = /(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})/
const TIMING = new RegExp(`^\\s*(${TIME.source})\\s*-->\\s*(${TIME.source})(.*)$`)

export interface Cue {
  readonly fromMs: number
  readonly toMs: number
  /** WebVTT's cue settings, such as ` line:0`. */
  readonly settings: string
  readonly text: string
}

const parseTime = (text: string): number => {
  const [, hours, minutes, seconds, fraction = ''] = TIME.exec(text) ?? []
  return (Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
}

const timeText = (milliseconds: number): string => {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const rest = String(milliseconds % 1000).padStart(3, '0')
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}.${rest}`
}

/** The cues of a WebVTT or SubRip file, in time; what is none of them is left out. An empty answer: it is neither. */
export const parseCues = (file: string): readonly Cue[] => {
  const blocks = file
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
  const cues = blocks.flatMap((block): Cue[] => {
    const lines = block.split('\n')
    const at = lines.findIndex((line) => TIMING.test(line))
    const timing = TIMING.exec(lines[at] ?? '')
    const text = lines
      .slice(at + 1)
      .filter((line) => line.trim() !== '')
      .join('\n')
    if (timing === null || text === '') return []
    const [fromMs, toMs] = [parseTime(timing[1] ?? ''), parseTime(timing[6] ?? '')]
    // SubRip's own places (X1:…) mean nothing to WebVTT.
    const settings = (timing[11] ?? '').replace(/\s[XY]\d:\S+/g, '').trimEnd()
    return toMs > fromMs ? [{ fromMs, toMs, settings, text }] : []
  })
  return cues.sort((a, b) => a.fromMs - b.fromMs)
}

/** What a viewer may not read as markup of its own: an arrow inside a text ends it (WebVTT §4.1). */
const safeText = (text: string): string => text.replaceAll('-->', '—>').replace(/\{\\[^}]*\}/g, '')

/** @param shiftMs later by so much; what would end before the programme begins is left out */
export const webVttOf = (cues: readonly Cue[], shiftMs = 0): string =>
  `WEBVTT\n${cues
    .map((cue) => ({ ...cue, fromMs: Math.max(0, cue.fromMs + shiftMs), toMs: cue.toMs + shiftMs }))
    .filter((cue) => cue.toMs > cue.fromMs)
    .map((cue) => `\n${timeText(cue.fromMs)} --> ${timeText(cue.toMs)}${cue.settings}\n${safeText(cue.text)}\n`)
    .join('')}`
