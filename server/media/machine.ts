/** What the machine has of what is not ours: ffmpeg and fonts. */
import type { Config } from '../config.ts'
import { findFonts } from './fonts.ts'
import { findTools, type MediaTools } from './tools.ts'

export interface Machine {
  readonly tools: MediaTools
  /** Font files with Chinese letters, in the order to be tried; empty: ffmpeg can't draw words. */
  readonly fonts: readonly string[]
}

/** @throws Failure when ffmpeg can't be used */
export const lookAround = async (config: Pick<Config, 'ffmpegPath' | 'ffprobePath'>): Promise<Machine> => {
  const tools = await findTools(config)
  return { tools, fonts: tools.drawText ? await findFonts() : [] }
}
