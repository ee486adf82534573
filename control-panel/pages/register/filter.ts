/** What of the register is shown, as the page's address keeps it: `/#/register?question=broken&room=101`. Pure. */
import { Check } from 'typebox/value'
import { EquipmentKind, EquipmentQuestion, EquipmentState } from '../../../protocol/equipment.ts'

export interface Filter {
  readonly q: string
  readonly kind: EquipmentKind | ''
  /** Empty: all but the retired ones. */
  readonly state: EquipmentState | ''
  /** Null: any; empty: devices of which no room is said. */
  readonly room: string | null
  readonly vendorId: string
  readonly question: EquipmentQuestion | ''
  /** Devices, or the rooms they stand in. */
  readonly view: 'devices' | 'rooms'
}

export const EVERYTHING: Filter = {
  ...{ q: '', kind: '', state: '', room: null, vendorId: '', question: '', view: 'devices' },
}

/** @param hash of the address, `#/register?…` */
export const filterIn = (hash: string): Filter => {
  const query = new URLSearchParams(hash.split('?')[1] ?? '')
  const [kind, state, question] = ['kind', 'state', 'question'].map((name) => query.get(name))
  return {
    q: query.get('q') ?? '',
    kind: Check(EquipmentKind, kind) ? kind : '',
    state: Check(EquipmentState, state) ? state : '',
    room: query.get('room'),
    vendorId: query.get('vendorId') ?? '',
    question: Check(EquipmentQuestion, question) ? question : '',
    view: query.get('view') === 'rooms' ? 'rooms' : 'devices',
  }
}

/** What the list is asked with; what is not asked is not sent. A room of which nothing is said is an empty text. */
export const queryOf = ({ room, view: _, ...words }: Filter): URLSearchParams => {
  const query = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ''))
  if (room !== null) query.set('room', room)
  return query
}

/** The page's address, behind the `#`. */
export const addressOf = (filter: Filter, path = '/register'): string => {
  const query = queryOf(filter)
  if (filter.view === 'rooms') query.set('view', 'rooms')
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** How many of the lists to choose from are set: the search and the questions show themselves. */
export const chosenIn = ({ kind, state, room, vendorId, view }: Filter): number =>
  [kind !== '', state !== '', room !== null, vendorId !== '', view !== 'devices'].filter(Boolean).length

/** Does it leave anything out of what is at hand? */
export const narrows = (filter: Filter): boolean => queryOf(filter).size > 0
