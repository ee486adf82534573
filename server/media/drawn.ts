/** Programmes that ffmpeg draws itself: for the demonstration and for the test picture. */
import type { Run } from './runner.ts'

/** HLS authoring wants a keyframe every 2 s; with it what is drawn needs no encoding later. */
export const DRAWN_RATE = 30
const KEYFRAME_EVERY = 2 * DRAWN_RATE
/** Encoding 90 s at this size takes seconds; ten minutes means that something hangs. */
const TIMEOUT_MS = 600_000

/**
 * Runs ffmpeg; where it fails (a build that can't write letters) the plainer way is tried.
 * @throws Error with ffmpeg's last words
 */
export const draw = async (run: Run, args: readonly string[], plainer?: readonly string[]): Promise<void> => {
  const result = await run({ program: 'ffmpeg', args }, { timeoutMs: TIMEOUT_MS })
  if (result.type === 'done') return
  if (result.type === 'failed' && plainer !== undefined) return draw(run, plainer)
  throw new Error(`the programme could not be drawn: ${'stderr' in result ? result.stderr : result.type}`)
}

export const QUIETLY = ['-hide_banner', '-nostdin', '-y'] as const

export const encoding = (file: string): readonly string[] => [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-b:v', '500k'],
  ...['-g', String(KEYFRAME_EVERY), '-keyint_min', String(KEYFRAME_EVERY), '-sc_threshold', '0'],
  ...['-flags', '+cgop', '-c:a', 'aac', '-b:a', '96k', '-ar', '48000', '-ac', '2', '-movflags', '+faststart', file],
]

export const source = (filter: string): readonly string[] => ['-f', 'lavfi', '-i', filter]

/** Two lines: the words, and the programme's own time to the millisecond. @param font a file, or ffmpeg's own choice */
export const caption = (words: string, font: string | null): string => {
  const face = font === null ? '' : `fontfile='${font.replaceAll(':', '\\:')}':`
  const look = 'fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=10:x=(w-text_w)/2'
  return [
    `drawtext=${face}text='${words}':fontsize=36:${look}:y=h*0.2`,
    `drawtext=${face}text='%{pts\\:hms}':fontsize=64:${look}:y=h*0.5`,
  ].join(',')
}
