/** How fast an upload is, and how long it will take. Pure. */

export interface Sample {
  /** Milliseconds, by a clock that only goes forward. */
  readonly at: number
  readonly sent: number
}

/** The rate is that of the last seconds: a network's whole past says little about its next minute. */
const LOOK_BACK_MS = 8000
const SHORTEST_MS = 1000

/** The samples with one more, without those that no longer matter. */
export const withSample = (samples: readonly Sample[], sample: Sample): readonly Sample[] => [
  ...samples.filter(({ at, sent }) => sample.at - at <= LOOK_BACK_MS && sent <= sample.sent),
  sample,
]

/** Bytes per second over the samples; null while too little is known. */
export const rateOf = (samples: readonly Sample[]): number | null => {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < SHORTEST_MS) return null
  return ((last.sent - first.sent) * 1000) / (last.at - first.at)
}

/** Milliseconds to go; null while unknown or standing still. */
export const remainingOf = (rate: number | null, bytesLeft: number): number | null =>
  rate === null || rate <= 0 ? null : (bytesLeft * 1000) / rate

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `12.3 MB`; three digits, in steps of a thousand as disks are sold. */
export const sizeOf = (bytes: number): string => {
  let [value, unit] = [bytes, 0]
  for (; value >= 999.5 && unit < UNITS.length - 1; unit++) value /= 1000
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}
