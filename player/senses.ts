/** A TV's eye and ear for its own output: a few points of the picture, and the level of the sound before its volume. */

/** Points across and down: enough to tell black and standing still, little enough to cost nothing. */
const ACROSS = 32
const DOWN = 18
/** ITU-R BT.709 weights of red, green and blue. */
const LUMA = [0.2126, 0.7152, 0.0722] as const

/** Looks at a video element. @returns luma of each point, 0 to 255; null when the browser gives no picture */
export const createEye = (): ((video: HTMLVideoElement) => readonly number[] | null) => {
  const canvas = document.createElement('canvas')
  canvas.width = ACROSS
  canvas.height = DOWN
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  return (video) => {
    if (context === null || video.videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
    context.drawImage(video, 0, 0, ACROSS, DOWN)
    const { data } = context.getImageData(0, 0, ACROSS, DOWN)
    return Array.from(
      { length: ACROSS * DOWN },
      (_, index) =>
        LUMA[0] * (data[index * 4] ?? 0) + LUMA[1] * (data[index * 4 + 1] ?? 0) + LUMA[2] * (data[index * 4 + 2] ?? 0),
    )
  }
}

export interface Ear {
  /** Peak since the last time, dBFS; −Infinity for digital silence; null: nothing can be heard here. */
  level(): number | null
  close(): void
}

interface Capturing extends HTMLVideoElement {
  captureStream?: () => MediaStream
}

const FFT_SIZE = 32_768

/**
 * Listens beside the output: what is played goes its own way untouched, so that the start on the instant does not
 * depend on this (ADR 010). Chromium alone can do it; elsewhere nothing is heard, and nothing is said of silence.
 */
export const createEar = (video: HTMLVideoElement): Ear | null => {
  const capturing: Capturing = video
  if (capturing.captureStream === undefined || !('AudioContext' in globalThis)) return null
  const stream = capturing.captureStream()
  for (const track of stream.getVideoTracks()) track.stop()
  if (stream.getAudioTracks().length === 0) return null
  const context = new AudioContext(NO_OUTPUT)
  const source = context.createMediaStreamSource(stream)
  const analyser = context.createAnalyser()
  analyser.fftSize = FFT_SIZE
  source.connect(analyser)
  const samples = new Float32Array(FFT_SIZE)
  return {
    level: () => {
      if (context.state !== 'running') return null
      analyser.getFloatTimeDomainData(samples)
      let peak = 0
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
      return 20 * Math.log10(peak)
    },
    close: () => {
      for (const track of stream.getTracks()) track.stop()
      void context.close()
    },
  }
}

/** An output of its own would be opened otherwise (Web Audio API 1.1, AudioContextOptions.sinkId). */
const NO_OUTPUT: AudioContextOptions & { readonly sinkId: { readonly type: 'none' } } = { sinkId: { type: 'none' } }
