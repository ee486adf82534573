/** Three screens: the same programme in several browsers, by the player's page or by a bare element on it. */
import type { Page } from 'playwright-core'
import { machineClock } from '../player/clip.ts'

/** A screen that showed nothing in the time that is read counts as a whole second late. */
const FEWEST_READINGS = 10
const MISSED_MS = 1000

/** Loads the same clip into a bare element of the same page, as soon as the last start is over. */
export const loadPeer = (page: Page, addresses: readonly string[]): Promise<void> =>
  page.evaluate(async (parts) => {
    document.getElementById('peer')?.remove()
    const bodies = await Promise.all(parts.map(async (address) => (await fetch(address)).blob()))
    const video = document.createElement('video')
    video.id = 'peer'
    video.preload = 'auto'
    video.volume = 0.5
    video.style.cssText = 'position:absolute;left:0;top:0;width:320px;height:180px'
    video.src = URL.createObjectURL(new Blob(bodies, { type: 'video/mp4' }))
    document.body.append(video)
    if (video.readyState < HTMLMediaElement.HAVE_ENOUGH_DATA)
      await new Promise((resolve) => video.addEventListener('canplaythrough', resolve, { once: true }))
  }, addresses)

export const playPeer = (page: Page, startMs: number): Promise<void> =>
  page.evaluate(async (start) => {
    const clock = () => performance.timeOrigin + performance.now()
    await new Promise((resolve) => setTimeout(resolve, start - clock()))
    const video = document.getElementById('peer')
    if (video instanceof HTMLVideoElement) await video.play()
  }, startMs)

/**
 * Reads the position every 50 ms from 200 ms to 1 s after an instant of a programme that began at `startMs`.
 * @param atMs the instant, on this machine's clock; its start when left out
 * @returns the middle of the errors: position minus where it should be, milliseconds
 */
export const errorOf = async (page: Page, selector: string, startMs: number, atMs = startMs): Promise<number> => {
  const errors = await page.evaluate(
    async ({ chosen, start, from }) => {
      const clock = () => performance.timeOrigin + performance.now()
      const read: number[] = []
      for (let at = from + 200; at <= from + 1000; at += 50) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - clock())))
        const video = document.querySelector(chosen)
        if (!(video instanceof HTMLVideoElement)) continue
        read.push(video.currentTime * 1000 - (clock() - start))
      }
      return read
    },
    { chosen: selector, start: startMs, from: atMs },
  )
  return errors.length < FEWEST_READINGS ? -MISSED_MS : quantile(errors, 0.5)
}

/** Nearest rank. `part` is in (0, 1]. */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN
}

export const spreadOf = (errors: readonly number[]): number => Math.max(...errors) - Math.min(...errors)

export const untilTime = (at: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, at - machineClock())))
