declare module '@eyevinn/hls-vodtolive' {
  import type { Readable } from 'node:stream'

  /** The part of the package that the bench uses; it brings no types of its own. */
  export default class HLSVod {
    constructor(masterUri: string)
    load(master: () => Readable, media: (bandwidth: number) => Readable): Promise<void>
    getLiveMediaSequences(offset: number, bandwidth: string, index: number): string
    getLiveMediaSequencesCount(): number
  }
}
