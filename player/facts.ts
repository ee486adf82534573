/** What this player says about the machine it runs on. */
import type { DisplayFacts } from '../protocol/display.ts'

/** Protocol's and player's own version. */
const APP_VERSION = '0.1.0'

export const readFacts = (): DisplayFacts => ({
  appVersion: APP_VERSION,
  userAgent: navigator.userAgent.slice(0, 400),
  width: Math.round(screen.width * devicePixelRatio),
  height: Math.round(screen.height * devicePixelRatio),
  secureContext: isSecureContext,
  serviceWorker: 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null,
  autoplay: mayPlaySound(),
})

/** An audio context that runs without a key having been pressed says that sound may start by itself. */
const mayPlaySound = (): boolean => {
  if (!('AudioContext' in globalThis)) return true
  const context = new AudioContext()
  const running = context.state === 'running'
  void context.close()
  return running
}
