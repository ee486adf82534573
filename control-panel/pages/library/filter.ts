/** What of the library is shown, as the page's address keeps it. Pure. */
import type { MediaKind } from '../../../protocol/media.ts'
import type { MediaSort } from '../../../protocol/programme.ts'

export interface Filter {
  readonly q: string
  readonly kind: MediaKind | ''
  readonly tag: string
  readonly sort: MediaSort
  /** Undefined rather than false: what is not asked is not sent. */
  readonly archived?: true
  readonly licenceEnding?: true
}

export const EVERYTHING: Filter = { q: '', kind: '', tag: '', sort: 'newest' }

/** Does it leave anything out of what is at hand? */
export const narrows = (filter: Filter): boolean =>
  filter.q !== '' ||
  filter.kind !== '' ||
  filter.tag !== '' ||
  filter.archived === true ||
  filter.licenceEnding === true

export const toggled = (filter: Filter, name: 'archived' | 'licenceEnding'): Filter => {
  const { [name]: held, ...others } = filter
  return held === true ? others : { ...others, [name]: true }
}
