/** What this player says about the machine it runs on. */
import { type DisplayFacts, playerBuildIn } from '../protocol/display.ts'

/** This player's build: the hash that the build put into its address; `development` where it put none. */
export const ownBuild = (): string => {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
  return playerBuildIn(script?.src ?? '') ?? 'development'
}

export const readFacts = (): DisplayFacts => ({
  appVersion: ownBuild(),
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
