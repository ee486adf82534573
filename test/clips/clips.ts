/** Small real files of every sort a librarian may bring, made by ffmpeg when a test asks. */
import { execFile } from 'node:child_process'
import { open, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

const picture = (size: string, rate: number, seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`],
]
const tone = (seconds: number, volume = 0.2, rate = 48_000): string[] => [
  ...['-f', 'lavfi', '-i', `sine=f=440:r=${rate}:d=${seconds},volume=${volume}`],
]
/** With pictures stored out of order, as most films are. */
const H264 = ['-c:v', 'libx264', '-preset', 'superfast', '-bf', '2', '-pix_fmt', 'yuv420p']
const AAC = ['-c:a', 'aac', '-b:a', '96k']

/** ffmpeg's arguments before the file's name, by the file's name. */
export const CLIPS = {
  'plain.mp4': [...picture('320x180', 30, 6), ...tone(6), ...H264, ...AAC],
  /** Keyframes each 2 s and no reordering: what may be copied. */
  'conformant.mp4': [
    ...[...picture('640x360', 30, 10), ...tone(10), ...H264, '-bf', '0', '-g', '60', '-keyint_min', '60'],
    ...['-sc_threshold', '0', ...AAC, '-ac', '2'],
  ],
  'interview.avi': [...picture('320x240', 25, 3), ...tone(3), '-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
  /** High definition that says nothing of its colours, as much of it does. */
  'untagged.avi': ['-f', 'lavfi', '-i', 'smptehdbars=s=1280x720:r=25:d=2', '-c:v', 'mpeg4', '-q:v', '1', '-an'],
  'old.wmv': [...picture('320x240', 25, 3), ...tone(3), '-c:v', 'wmv2', '-c:a', 'wmav2'],
  'recorder.ts': [
    ...[...picture('352x288', 25, 4), ...tone(4), '-vf', 'interlace,setfield=tff', '-c:v', 'mpeg2video', '-b:v', '2M'],
    ...['-flags', '+ilme+ildct', '-top', '1', '-c:a', 'mp2'],
  ],
  'web.webm': [
    ...[...picture('320x180', 24, 3), ...tone(3), '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'],
    ...['-b:v', '300k', '-c:a', 'libopus'],
  ],
  'four-by-three.mpg': [
    ...[...picture('352x288', 25, 3), ...tone(3), '-aspect', '4:3', '-c:v', 'mpeg2video', '-b:v', '1M', '-c:a', 'mp2'],
  ],
  'upright.mp4': [...picture('180x320', 30, 3), ...tone(3), ...H264, ...AAC],
  'sixty.mp4': [...picture('320x180', 60, 3), ...tone(3), ...H264, ...AAC],
  'flash.flv': [...picture('320x180', 30, 3), ...tone(3, 0.2, 44_100), '-c:v', 'flv', '-c:a', 'libmp3lame'],
  'deep.mkv': [
    ...[...picture('320x180', 30, 2), ...tone(2), '-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'],
    ...['-x265-params', 'log-level=error', ...AAC],
  ],
  'surround.mkv': [...picture('320x180', 30, 3), ...tone(3), ...H264, '-ac', '6', '-c:a', 'ac3'],
  'old-phone.mp4': [...picture('176x144', 15, 3), ...tone(3, 0.2, 8000), ...H264, ...AAC, '-ar', '8000', '-ac', '1'],
  'mute.mp4': [...picture('320x180', 30, 3), ...H264],
  'silent.mp4': [...picture('320x180', 30, 3), ...tone(3, 0), ...H264, ...AAC],
  'short-sound.mp4': [...picture('320x180', 30, 6), ...tone(2), ...H264, ...AAC],
  'whisper.mp4': [
    ...[
      ...picture('320x180', 30, 6),
      '-f',
      'lavfi',
      '-i',
      "aevalsrc='0.004*sin(2764*t)+0.9*lt(mod(t,2),0.002)':s=48000:d=6",
    ],
    ...[...H264, ...AAC],
  ],
  /** Noise comes out of the AAC encoder louder than it went in. */
  'rain.wav': ['-f', 'lavfi', '-i', 'anoisesrc=a=0.05:d=5:seed=7'],
  'loud.wav': tone(5, 7),
  'listening.flac': tone(5, 0.05),
} as const satisfies Readonly<Record<string, readonly string[]>>

const ffmpeg = async (args: readonly string[], file: string): Promise<string> => {
  await execute('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args, file])
  return file
}

export const makeClip = (name: keyof typeof CLIPS, folder: string): Promise<string> =>
  ffmpeg(CLIPS[name], join(folder, name))

/** Two sound tracks, the second one marked as default, and two subtitles. */
export const makeBilingual = async (folder: string): Promise<string> => {
  const words = join(folder, 'words.srt')
  await writeFile(words, '1\n00:00:01,000 --> 00:00:02,000\n各位同學午安\n')
  const inputs = [...picture('320x180', 30, 5), ...tone(5), ...tone(5, 0.02), '-i', words]
  const maps = ['0:v', '1:a', '2:a', '3:s'].flatMap((stream) => ['-map', stream])
  const tags = ['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=zho', '-metadata:s:s:0', 'language=zho']
  const marks = ['-disposition:a:0', '0', '-disposition:a:1', 'default']
  return ffmpeg([...inputs, ...maps, ...tags, ...marks, ...H264, ...AAC, '-c:s', 'srt'], join(folder, 'bilingual.mkv'))
}

/** Where the matrix begins in a version 0 track header, and a quarter turn clockwise (ISO/IEC 14496-12 §8.3.2). */
const MATRIX = 44
const QUARTER_TURN = [0, 0x10000, 0, -0x10000, 0, 0, 180 << 16, 0, 0x40000000]

/** What may be copied although it has B-frames, one of them stored after the picture that is shown last. */
export const makeReordered = (folder: string, seconds: number): Promise<string> =>
  ffmpeg(
    [
      ...[...picture('640x360', 30, seconds), ...tone(seconds), ...H264, '-b_strategy', '0', '-g', '60'],
      ...['-keyint_min', '60', '-sc_threshold', '0', ...AAC, '-ac', '2'],
    ],
    join(folder, 'reordered.mp4'),
  )

/** A telephone held upright: stored lying, with the turn in its header. */
export const makeRotated = async (folder: string): Promise<string> => {
  const args = [...picture('320x180', 30, 3), ...tone(3), ...H264, ...AAC]
  const file = await ffmpeg(args, join(folder, 'telephone.mov'))
  const content = await readFile(file)
  const at = content.indexOf('tkhd') + MATRIX
  for (const [index, value] of QUARTER_TURN.entries()) content.writeInt32BE(value, at + index * 4)
  await writeFile(file, content)
  return file
}

/** A recording with its cover. */
export const makeCovered = async (folder: string): Promise<string> => {
  const cover = await ffmpeg([...picture('300x300', 1, 1), '-frames:v', '1'], join(folder, 'cover.png'))
  const maps = ['-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v', 'attached_pic', '-id3v2_version', '3']
  return ffmpeg([...tone(5), '-i', cover, ...maps, '-c:a', 'libmp3lame'], join(folder, 'song.mp3'))
}

/** The last third missing, as after a broken copy; its index is at the front and promises all of it. */
export const makeTruncated = async (folder: string): Promise<string> => {
  const file = join(folder, 'torn.mp4')
  await ffmpeg([...picture('320x180', 30, 9), ...tone(9), ...H264, ...AAC, '-movflags', '+faststart'], file)
  await truncate(file, Math.round((await stat(file)).size * 0.66))
  return file
}

/** What pretends to be a film. */
export const makeDisguises = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const texts = {
    MEDIA_IS_PLAYLIST: '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n/etc/passwd\n',
    MEDIA_IS_PLAYLIST_CONCAT: "ffconcat version 1.0\nfile '/etc/passwd'\n",
    MEDIA_IS_TEXT: 'the minutes of the meeting',
    MEDIA_IS_PICTURE: '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    MEDIA_EMPTY: '',
  }
  const files: Record<string, string> = {}
  for (const [code, text] of Object.entries(texts)) {
    files[code] = join(folder, `${code}.mp4`)
    await writeFile(files[code], text)
  }
  const archive = join(folder, 'archive.mp4')
  const handle = await open(archive, 'w')
  await handle.write(Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]))
  await handle.close()
  return { ...files, MEDIA_IS_ARCHIVE: archive }
}
