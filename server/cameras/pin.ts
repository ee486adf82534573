/** Which certificate a camera has to show. No name and no authority counts: its own certificate, known again, is the proof. */
import type { CameraCertificate } from '../../protocol/camera-certificate.ts'

/** Another certificate than the one that is known. */
export class OtherCertificate extends Error {
  readonly seen: CameraCertificate
  constructor(seen: CameraCertificate) {
    super('another certificate')
    this.seen = seen
    this.name = 'OtherCertificate'
  }
}

export interface Pin {
  /** Takes a certificate that was shown, or does not. @throws OtherCertificate */
  hold(seen: CameraCertificate): void
}

/**
 * Where none is known, the first that is shown counts, for all that follows.
 * @param known fingerprints of which one has to be shown
 * @param taken told the first time that one is taken
 */
export const createPin = (known: readonly string[], taken: (seen: CameraCertificate) => void): Pin => {
  let held: string | null = null
  return {
    hold: (seen) => {
      const expected = held === null ? known : [held]
      if (expected.length > 0 && !expected.includes(seen.sha256)) throw new OtherCertificate(seen)
      if (held === null) taken(seen)
      held = seen.sha256
    },
  }
}
