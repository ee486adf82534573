import { expect, test } from 'vitest'
import { encodeCommand, encodeSoundCommand, filterPath, type Recipe, soundChain } from './arguments.ts'
import { tilesOf } from './shape.ts'
import type { PictureFacts, SoundFacts, Source } from './source.ts'

const track: SoundFacts = {
  ...{ index: 0, streamIndex: 1, codec: 'aac', language: null, title: null, channels: 2, default: true },
  sampleRate: 44_100,
}
const picture: PictureFacts = {
  ...{ index: 0, codec: 'hevc', profile: 'Main 10', level: 120, pixelFormat: 'yuv420p10le', width: 1920, height: 1080 },
  ...{
    rotation: 0,
    pixelShape: 1,
    interlaced: true,
    hdr: false,
    matrix: 'bt709',
    averageFps: 50,
    realFps: 50,
    startSeconds: 0,
  },
}
const source: Source = {
  ...{ demuxer: 'mov', path: '/m/a b.mp4', durationSeconds: 7, startSeconds: 0, bitRate: 1, picture },
  ...{ sound: [track], subtitles: [], cover: null, title: '' },
}
const recipe: Recipe = {
  ...{ source, track, gain: { type: 'volume', db: -3 }, segments: 2, posterSeconds: 0.7, folder: '/s' },
}
const after = (args: readonly string[], option: string): string => args[args.indexOf(option) + 1] ?? ''

test('one decode: both rungs, poster and thumbnails', () => {
  const { args } = encodeCommand(recipe, picture, tilesOf(8, { width: 1280, height: 720 }), { toneMapping: true })
  expect(after(args, '-filter_complex').split(';')).toEqual([
    '[0:0]bwdif=mode=send_frame:deint=interlaced,fps=fps=25:start_time=0,scale=1280:720:in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p,tpad=stop=-1:stop_mode=clone,trim=end_frame=200,split=4[high][small][frames][first]',
    '[small]scale=640:360,setsar=1[low]',
    '[frames]framestep=50,scale=160:90,setsar=1,tile=4x1[tiles]',
    '[first]select=eq(n\\,17)[poster]',
    '[0:1]aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,volume=-3dB,apad,atrim=start_sample=1024:end_sample=384000,asplit=2[s0][s1]',
  ])
  expect(args.filter((argument) => argument === '-i')).toHaveLength(1)
  expect(after(args, '-i')).toBe('/m/a b.mp4')
  expect(args.slice(0, args.indexOf('-i'))).toEqual(
    expect.arrayContaining(['-nostdin', '-protocol_whitelist', 'file', '-format_whitelist', '-f', 'mov']),
  )
  expect([after(args, '-g'), after(args, '-bf'), after(args, '-sc_threshold'), after(args, '-hls_time')]).toEqual([
    ...['50', '0', '0', '4'],
  ])
})

test('HDR is brought to BT.709 where this ffmpeg can', () => {
  const hdr = { ...picture, hdr: true, interlaced: false }
  const graph = (toneMapping: boolean): string =>
    after(encodeCommand(recipe, hdr, tilesOf(8, hdr), { toneMapping }).args, '-filter_complex')
  expect(graph(true)).toContain('tonemap=tonemap=hable')
  expect(graph(false)).not.toContain('zscale')
})

test('no sound becomes silence of the same length', () => {
  expect(soundChain({ track: null, gain: { type: 'none' }, segments: 1 }, ['a'])).toBe(
    'anullsrc=r=48000:cl=stereo,atrim=start_sample=1024:end_sample=192000,asplit=1[a]',
  )
})

test('sound alone: the cover, else a card with the words, else a plain card', () => {
  const graph = (cover: number | null, words: Parameters<typeof encodeSoundCommand>[1]): string =>
    after(encodeSoundCommand({ ...recipe, source: { ...source, picture: null, cover } }, words).args, '-filter_complex')
  expect(graph(2, null)).toContain('[0:2]loop=-1:1')
  expect(graph(null, { font: "/f/it's.ttc", file: '/s/t.txt' })).toContain(
    "drawtext=fontfile=/f/it\\\\\\'s.ttc:textfile=/s/t.txt",
  )
  expect(graph(null, null)).not.toContain('drawtext')
})

test('a path in a filter', () => {
  expect(filterPath('C:\\a,b')).toBe('C\\\\:\\\\\\\\a\\,b')
})
