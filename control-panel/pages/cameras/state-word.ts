/** The word for how a camera is. That a clock is off can wait until there is a picture. */
import { type CameraView, lossOf } from '../../../protocol/camera.ts'

export const stateWord = (camera: Pick<CameraView, 'health' | 'video'>) =>
  lossOf(camera) === null ? (`cameras.state.${camera.health.state}` as const) : 'cameras.videoLost'
