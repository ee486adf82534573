/**
 * What a technician has told and the school has not heard yet: kept on the phone, sent in order, one at a time. What finds no
 * network waits; what the school refuses is dropped and said.
 */
import type { Instant } from '../../../protocol/time.ts'
import type { VisitReport } from '../../../protocol/visit.ts'

export type Parcel =
  | { readonly type: 'arrive'; readonly at: Instant; readonly technician: string }
  | { readonly type: 'photo'; readonly faultId: string; readonly name: string; readonly photo: Blob }
  | { readonly type: 'finish'; readonly report: VisitReport }

export interface Kept {
  /** Grows: the order in which it was told. */
  readonly key: number
  readonly parcel: Parcel
}

/** Where parcels outlast the page. */
export interface ParcelShelf {
  /** The oldest first. */
  all(): Promise<readonly Kept[]>
  put(kept: Kept): Promise<void>
  remove(key: number): Promise<void>
}

/** `later`: no network. `refused`: it will not be taken, for this reason. */
export type Sent = { readonly type: 'sent' | 'later' } | { readonly type: 'refused'; readonly reason: string }

export interface OutboxDeps {
  readonly shelf: ParcelShelf
  readonly send: (parcel: Parcel) => Promise<Sent>
  /** Told whenever what waits is another. */
  readonly changed: (waiting: readonly Parcel[]) => void
  readonly refused: (parcel: Parcel, reason: string) => void
}

export interface Outbox {
  /** Keeps it, and sends what can be sent. */
  add(parcel: Parcel): Promise<void>
  /** Sends what waits, until the network is away or nothing waits. */
  flush(): Promise<void>
}

export const createOutbox = ({ shelf, send, changed, refused }: OutboxDeps): Outbox => {
  let sending: Promise<void> | null = null
  let putting: Promise<void> = Promise.resolve()
  const tell = async () => changed((await shelf.all()).map(({ parcel }) => parcel))

  const sendAll = async (): Promise<void> => {
    for (let [next] = await shelf.all(); next !== undefined; [next] = await shelf.all()) {
      const answer = await send(next.parcel)
      if (answer.type === 'later') return
      await shelf.remove(next.key)
      if (answer.type === 'refused') refused(next.parcel, answer.reason)
      await tell()
    }
  }
  const flush = (): Promise<void> => {
    sending ??= sendAll().finally(() => {
      sending = null
    })
    return sending
  }
  return {
    add: async (parcel) => {
      // One after the other: two told at once have a place of their own each.
      putting = putting.then(async () => {
        const last = (await shelf.all()).at(-1)
        await shelf.put({ key: (last?.key ?? 0) + 1, parcel })
      })
      await putting
      await tell()
      // What was added while another flush was at its end is sent by a second one.
      await flush()
      await flush()
    },
    flush,
  }
}

/** For a browser that keeps nothing: what waits is lost with the page. */
export const memoryShelf = (): ParcelShelf => {
  const held = new Map<number, Kept>()
  return {
    all: async () => [...held.values()].sort((a, b) => a.key - b.key),
    put: async (kept) => {
      held.set(kept.key, kept)
    },
    remove: async (key) => {
      held.delete(key)
    },
  }
}
