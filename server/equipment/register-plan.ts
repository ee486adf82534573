/**
 * What a list would do to the register: which lines are new devices, which change a device that is known, which change
 * nothing. A line is known by its label, else by its property number; without either by name, room, model and serial
 * number together, the first such line the first such device. Pure.
 */
import { normalLabel } from './label-id.ts'
import type { RegisterLine, Written, WrittenDevice } from './register-csv.ts'
import type { RegisterProblem } from './register-problems.ts'

/** A device as it is registered, in the words of the table; `parent` is its parent's label. */
export interface KnownDevice {
  readonly id: string
  readonly version: number
  readonly written: WrittenDevice
}

export interface FieldChange {
  readonly field: keyof WrittenDevice
  readonly from: string | number | null
  readonly to: string | number | null
}

/** A new device. Its `ref`, and the `parent` of what is built into it, is its label, or `#` and its line until it has one. */
export interface PlannedCreate {
  readonly line: number
  readonly ref: string
  readonly device: WrittenDevice
}
export interface PlannedChange {
  readonly line: number
  readonly ref: string
  readonly known: KnownDevice
  readonly device: WrittenDevice
  readonly changes: readonly FieldChange[]
}
export interface RegisterPlan {
  readonly creates: readonly PlannedCreate[]
  readonly changes: readonly PlannedChange[]
  readonly unchanged: number
  readonly newVendors: readonly string[]
  /** With any, nothing is to be done. */
  readonly errors: readonly RegisterProblem[]
}

export interface Register {
  readonly devices: readonly KnownDevice[]
  readonly vendors: readonly string[]
  /** Names of the paired TVs, as often as they occur. */
  readonly tvs: readonly string[]
}

interface Matched extends RegisterLine {
  readonly known: KnownDevice | null
  readonly ref: string
}

/** A device of which nothing is said yet. */
const BLANK: WrittenDevice = {
  ...{ label: '', propertyNumber: '', name: '', kind: 'other', state: 'in-use', room: '', maker: '', model: '' },
  ...{ serial: '', vendor: '', bought: null, price: null, warrantyUntil: null, parent: '', tv: '', note: '' },
}
const isField = (name: string): name is keyof WrittenDevice => name in BLANK
const FIELDS = Object.keys(BLANK).filter(isField)

export const planRegister = (lines: readonly RegisterLine[], register: Register): RegisterPlan => {
  const { matched, errors: matching } = match(lines, register.devices)
  const { device: deviceOf, errors: parents } = parentsOf(matched, register.devices)
  const creates: PlannedCreate[] = []
  const changes: PlannedChange[] = []
  for (const each of matched) {
    const { line, known, ref } = each
    const device = deviceOf(each)
    if (known === null) creates.push({ line, ref, device })
    else {
      const differences = changesBetween(known.written, device)
      if (differences.length > 0) changes.push({ line, ref, known, device, changes: differences })
    }
  }
  const planned = [...creates, ...changes]
  const held = new Set(register.vendors)
  return {
    creates,
    changes,
    unchanged: matched.length - planned.length,
    newVendors: [...new Set(planned.map(({ device }) => device.vendor))].filter(
      (name) => name !== '' && !held.has(name),
    ),
    errors: [...matching, ...parents, ...clashes(planned, register)].sort((a, b) => a.line - b.line),
  }
}

const likenessOf = ({ name = '', room = '', model = '', serial = '' }: Written): string =>
  JSON.stringify([name, room, model, serial])

/** Which device each line means. A line that means the same as an earlier one is left out, and told. */
const match = (lines: readonly RegisterLine[], devices: readonly KnownDevice[]) => {
  const byLabel = new Map(devices.map((each) => [each.written.label, each]))
  const byNumber = new Map(devices.map((each) => [each.written.propertyNumber, each]))
  const alike = Map.groupBy(
    devices.filter(({ written }) => written.propertyNumber === ''),
    ({ written }) => likenessOf(written),
  )
  const turns = new Map<string, number>()
  const knownOf = ({ label, propertyNumber = '', ...rest }: Written): KnownDevice | null => {
    if (label !== undefined) return byLabel.get(label) ?? null
    if (propertyNumber !== '') return byNumber.get(propertyNumber) ?? null
    const likeness = likenessOf(rest)
    const turn = turns.get(likeness) ?? 0
    turns.set(likeness, turn + 1)
    return alike.get(likeness)?.[turn] ?? null
  }
  const matched: Matched[] = []
  const errors: RegisterProblem[] = []
  const firstLine = new Map<string, number>()
  for (const each of lines) {
    const { line, written } = each
    const { label, propertyNumber = '', name = '' } = written
    const known = knownOf(written)
    const ref = known?.written.label ?? label ?? `#${line}`
    const signs = [ref, ...(propertyNumber === '' ? [] : [`number ${propertyNumber}`])]
    const first = signs.flatMap((sign) => firstLine.get(sign) ?? [])[0]
    if (first !== undefined) {
      errors.push({ line, code: 'twice', params: { value: label ?? propertyNumber, first } })
      continue
    }
    for (const sign of signs) firstLine.set(sign, line)
    if (known === null && name === '') errors.push({ line, code: 'name', params: {} })
    else matched.push({ ...each, known, ref })
  }
  return { matched, errors }
}

/** The device that each line makes, with its parent found by label or property number, among the lines too. */
const parentsOf = (matched: readonly Matched[], devices: readonly KnownDevice[]) => {
  const errors: RegisterProblem[] = []
  const refs = new Set([...devices.map(({ written }) => written.label), ...matched.map(({ ref }) => ref)])
  const numbers = new Map([
    ...devices.map(({ written }) => [written.propertyNumber, written.label] as const),
    ...matched.map(({ written, ref }) => [written.propertyNumber ?? '', ref] as const),
  ])
  const refOf = (sign: string): string | null => {
    const label = normalLabel(sign)
    return label !== null && refs.has(label) ? label : (numbers.get(sign) ?? null)
  }
  const device = ({ line, written, known, ref }: Matched): WrittenDevice => {
    const { parent: sign, ...rest } = written
    const base = known?.written ?? { ...BLANK, label: written.label ?? '' }
    const parent = sign === undefined ? base.parent : sign === '' ? '' : refOf(sign)
    if (parent === null) errors.push({ line, code: 'parent', params: { value: sign ?? '' } })
    return { ...base, ...rest, label: known === null ? base.label : ref, parent: parent ?? '' }
  }
  return { device, errors }
}

export const changesBetween = (before: WrittenDevice, after: WrittenDevice): readonly FieldChange[] =>
  FIELDS.flatMap((field) => (before[field] === after[field] ? [] : [{ field, from: before[field], to: after[field] }]))

type Planned = PlannedCreate | PlannedChange

/** What could not stand in the register all at once. */
const clashes = (planned: readonly Planned[], { devices, tvs }: Register): readonly RegisterProblem[] => {
  const after = new Map(devices.map(({ written }) => [written.label, written]))
  for (const { ref, device } of planned) after.set(ref, device)
  const numbers = Map.groupBy(after, ([, { propertyNumber }]) => propertyNumber)
  const shown = Map.groupBy(after, ([, { tv }]) => tv)
  const chainEnds = (ref: string): boolean => {
    const seen = new Set<string>()
    for (let at = ref; at !== ''; at = after.get(at)?.parent ?? '') {
      if (seen.has(at)) return false
      seen.add(at)
    }
    return true
  }
  return planned.flatMap(({ line, ref, device }): readonly RegisterProblem[] => {
    const other = (held: Map<string, readonly (readonly [string, WrittenDevice])[]>, sign: string) =>
      sign === '' ? undefined : held.get(sign)?.find(([holder]) => holder !== ref)?.[1]
    const { propertyNumber, tv } = device
    const holder = other(numbers, propertyNumber)
    const problems: RegisterProblem[] = []
    if (holder !== undefined)
      problems.push({ line, code: 'number-taken', params: { value: propertyNumber, name: holder.name } })
    if (!chainEnds(ref)) problems.push({ line, code: 'in-itself', params: {} })
    if (tv !== '' && tvs.filter((name) => name === tv).length !== 1)
      problems.push({ line, code: 'tv', params: { value: tv } })
    else if (other(shown, tv) !== undefined) problems.push({ line, code: 'tv-taken', params: { value: tv } })
    return problems
  })
}
