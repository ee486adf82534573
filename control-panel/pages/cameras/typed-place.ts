/** A camera's address as somebody types or pastes it: numbers alone, with a port, or the whole address of its web page. */
import { type CameraScheme, USUAL_CAMERA_PORT } from '../../../protocol/camera.ts'

export interface TypedPlace {
  readonly address: string
  /** Null: not said. */
  readonly scheme: CameraScheme | null
  readonly port: number | null
}

/** What a field takes: the same, for its `pattern`. */
export const TYPED_PLACE = '([Hh][Tt][Tt][Pp][Ss]?://)?\\d{1,3}(\\.\\d{1,3}){3}(:\\d{1,5})?(/.*)?'

const WHOLE = /^(?:(https?):\/\/)?(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?(?:\/.*)?$/i

/** What isn't understood stays as it is, for the field to complain about. A scheme without a port means its usual one. */
export const typedPlace = (text: string): TypedPlace => {
  const [whole, typedScheme, address = '', typedPort] = WHOLE.exec(text.trim()) ?? []
  if (whole === undefined) return { address: text.trim(), scheme: null, port: null }
  const scheme = typedScheme === undefined ? null : typedScheme.toLowerCase() === 'https' ? 'https' : 'http'
  const port = typedPort === undefined ? (scheme === null ? null : USUAL_CAMERA_PORT[scheme]) : Number(typedPort)
  return { address, scheme, port }
}

/** The port that goes with another scheme: the usual one follows, one that was chosen stays. */
export const portFor = (
  scheme: CameraScheme,
  before: { readonly scheme: CameraScheme; readonly port: number },
): number => (before.port === USUAL_CAMERA_PORT[before.scheme] ? USUAL_CAMERA_PORT[scheme] : before.port)
