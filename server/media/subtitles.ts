/** Text subtitles of a file, each as WebVTT. */
import type { Command } from './runner.ts'
import { openArguments, type Source, type SubtitleFacts } from './source.ts'

export const subtitleCommand = (source: Source, subtitle: SubtitleFacts, file: string): Command => ({
  program: 'ffmpeg',
  args: [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-y', ...openArguments(source)],
    ...['-vn', '-an', '-i', source.path, '-map', `0:${subtitle.streamIndex}`, '-c:s', 'webvtt', '-f', 'webvtt', file],
  ],
})

/** A file with its signature alone shows nothing. */
export const hasCues = (webvtt: string): boolean => webvtt.includes('-->')
