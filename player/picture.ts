/** What this TV really shows, as a small JPEG: drawn from the picture element itself. */

const WIDTH = 320
const QUALITY = 0.6

/** @returns null while no picture runs, or when it can't be drawn */
export const pictureOf = async (videos: readonly HTMLVideoElement[]): Promise<ArrayBuffer | null> => {
  const video = videos.find(({ dataset, videoWidth }) => dataset.onAir === 'true' && videoWidth > 0)
  if (video === undefined) return null
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = Math.round((WIDTH * video.videoHeight) / video.videoWidth)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  return jpeg === null ? null : jpeg.arrayBuffer()
}
