/** The picture that announces a programme, once the device holds it. */
import type { MediaManifest } from '../protocol/media.ts'
import type { Show } from './agenda.ts'
import type { Storage } from './storage.ts'

export interface Posters {
  /** An address for `<img>`; null: none, or not read yet. Asked again, it may be there. */
  of(show: Show | null): string | null
}

interface Opened {
  readonly sha256: string
  address: string | null
}

export const createPosters = (storage: Storage, manifestOf: (show: Show) => MediaManifest | null): Posters => {
  let opened: Opened | null = null
  const close = (): void => {
    if (opened?.address != null) URL.revokeObjectURL(opened.address)
    opened = null
  }
  const open = (sha256: string): void => {
    const mine: Opened = { sha256, address: null }
    opened = mine
    storage.segment(sha256).then(
      (data) => {
        if (data !== null && opened === mine)
          mine.address = URL.createObjectURL(new Blob([data], { type: 'image/jpeg' }))
      },
      () => {
        // A picture that can't be read is a slate without it; it is asked for again.
        if (opened === mine) opened = null
      },
    )
  }
  return {
    of: (show) => {
      const sha256 = show === null ? undefined : manifestOf(show)?.poster?.sha256
      if (sha256 === undefined || !storage.held().has(sha256)) {
        close()
        return null
      }
      if (opened?.sha256 !== sha256) {
        close()
        open(sha256)
      }
      return opened?.address ?? null
    },
  }
}
