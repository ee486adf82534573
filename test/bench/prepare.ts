/**
 * What a preparation costs the processor, against the usual three jobs one after another, and what copying the picture
 * saves. Counted in processor seconds of all processes, so that other work on the machine changes little.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createObjectStore } from '../../server/media/objects.ts'
import { prepare } from '../../server/media/prepare.ts'
import { createRunner } from '../../server/media/runner.ts'
import { findTools } from '../../server/media/tools.ts'
import { createClock } from '../../server/platform/clock.ts'
import { temporaryFolder } from '../temporary.ts'
import type { Bench, BenchRow } from './bench.ts'

const execute = promisify(execFile)

/** `BENCH_SECONDS=30 npm run bench prepare` for a quick look. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 120)
const TARGETS = { jobs: 1.6, copied: 12 } as const
const TARGET_LUFS = -23

/** Moving shapes; syllables of a voice-like tone with pauses. */
const PICTURE = `testsrc2=s=1280x720:r=30:d=${SECONDS}`
const VOICE = `aevalsrc='0.2*sin(880*t+3*sin(31*t))*gt(sin(19*t),-0.3)*gt(sin(1.7*t),-0.8)':s=48000:d=${SECONDS}`

const ffmpeg = (args: readonly string[]) =>
  execute('ffmpeg', ['-hide_banner', '-nostdin', '-nostats', '-y', ...args], { maxBuffer: 1 << 24 })

/** @param gop pictures between keyframes: 60 is cut every 4 s as it is, 250 (the encoder's default) is not */
const source = async (folder: string, gop: number): Promise<string> => {
  const file = join(folder, `source-${gop}.mp4`)
  await ffmpeg([
    ...['-v', 'error', '-f', 'lavfi', '-i', PICTURE, '-f', 'lavfi', '-i', VOICE],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '4M', '-bf', '2', '-g', String(gop)],
    ...['-keyint_min', String(Math.min(gop, 60)), '-sc_threshold', '0', '-pix_fmt', 'yuv420p', '-c:a', 'aac', file],
  ])
  return file
}

/** Seconds of this process's ended children and theirs, user and system: fields 16 and 17 of proc_pid_stat(5). */
const childrenSeconds = async (): Promise<number> => {
  const fields = (await readFile('/proc/self/stat', 'utf8')).split(') ')[1]?.split(' ') ?? []
  const ticks = Number(fields[13]) + Number(fields[14])
  return ticks / 100
}

const processorSeconds = async (work: () => Promise<void>): Promise<number> => {
  const [before, own] = [await childrenSeconds(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(own)
  return (await childrenSeconds()) - before + (user + system) / 1e6
}

/** Programme loudness by two passes of loudnorm, then the two rungs, then the stills: three jobs, each reading the file. */
const threeJobs = async (folder: string, file: string): Promise<void> => {
  const analysis = `loudnorm=I=${TARGET_LUFS}:TP=-1:LRA=11:print_format=json`
  const { stderr } = await ffmpeg(['-i', file, '-vn', '-af', analysis, '-f', 'null', '-'])
  const said: unknown = JSON.parse(stderr.slice(stderr.lastIndexOf('{'), stderr.lastIndexOf('}') + 1))
  const measured = (name: string): string => String(Reflect.get(Object(said), name))
  const applied = `loudnorm=I=${TARGET_LUFS}:TP=-1:LRA=11:measured_I=${measured('input_i')}:measured_TP=${measured('input_tp')}:measured_LRA=${measured('input_lra')}:measured_thresh=${measured('input_thresh')}:linear=true`
  const level = join(folder, 'level.mp4')
  await ffmpeg(['-v', 'error', '-i', file, '-c:v', 'copy', '-af', applied, '-ar', '48000', '-c:a', 'aac', level])

  const rung = (name: string, size: string, crf: string, kbps: number): string[] => [
    ...['-map', '0:v', '-map', '0:a', '-vf', `scale=${size}`, '-c:v', 'libx264', '-preset', 'veryfast'],
    ...['-tune', 'fastdecode', '-profile:v', 'main', '-crf', crf, '-maxrate', `${kbps}k`, '-bufsize', `${2 * kbps}k`],
    ...['-bf', '0', '-g', '60', '-keyint_min', '60', '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '128k'],
    ...['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_fmp4_init_filename', `${name}.mp4`, '-hls_segment_filename', join(folder, `${name}-%05d.m4s`)],
    join(folder, `${name}.m3u8`),
  ]
  await ffmpeg([
    '-v',
    'error',
    '-i',
    level,
    ...rung('720p', '1280:720', '21', 3000),
    ...rung('360p', '640:360', '23', 800),
  ])
  const stills = '[0:v]split[a][b];[a]fps=1/10,scale=160:90,tile=10x10[tiles];[b]select=gte(t\\,10)[poster]'
  await ffmpeg([
    ...['-v', 'error', '-i', file, '-filter_complex', stills],
    ...['-map', '[tiles]', '-frames:v', '1', '-update', '1', join(folder, 'tiles.jpg')],
    ...['-map', '[poster]', '-frames:v', '1', '-update', '1', join(folder, 'poster.jpg')],
  ])
}

const row = (what: string, ours: number, peer: number, target: number): BenchRow => ({
  what,
  ours,
  peer,
  ratio: peer / ours,
  unit: 'CPU s',
  target: `≥ ${target} ×`,
  met: peer / ours >= target,
})

export const bench: Bench = {
  name: 'prepare',
  run: async () => {
    if (process.platform !== 'linux') throw new Error('prepare counts processor time as Linux tells it')
    await using folder = await temporaryFolder()
    const runner = createRunner(await findTools({ ffmpegPath: null, ffprobePath: null }), createClock())
    const make = prepare({ run: runner.run, objects: createObjectStore(folder.path) })
    const ours = (file: string, name: string) => async (): Promise<void> => {
      const work = join(folder.path, name)
      await mkdir(work)
      const result = await make({
        ...{ mediaId: name, file, folder: work, title: name, audioTrack: null, targetLufs: TARGET_LUFS },
        ...{ truePeakLimitDbtp: -1, signal: new AbortController().signal, onProgress: () => undefined },
      })
      if (result.type !== 'ready') throw new Error(JSON.stringify(result))
    }
    const [open, conformant] = [await source(folder.path, 250), await source(folder.path, 60)]
    const jobs = await processorSeconds(() => threeJobs(folder.path, open))
    const encoded = await processorSeconds(ours(open, 'encoded'))
    const copied = await processorSeconds(ours(conformant, 'copied'))
    return [
      row(`${SECONDS} s of 720p30 encoded, against three jobs`, encoded, jobs, TARGETS.jobs),
      row(`${SECONDS} s of 720p30 copied, against encoding it`, copied, encoded, TARGETS.copied),
    ]
  },
}
