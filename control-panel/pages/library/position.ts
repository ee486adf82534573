/** A position as people write it: `12:30`, `1:02:45`, `90`. Pure. */

/** Milliseconds; null: it is none. A number alone is minutes. */
export const parsePosition = (text: string): number | null => {
  const parts = text.trim().replaceAll('：', ':').split(':')
  if (parts.length > 3 || !parts.every((part) => /^\d{1,3}$/.test(part))) return null
  const numbers = parts.map(Number)
  if (numbers.length === 1) return (numbers[0] ?? 0) * 60_000
  return numbers.slice(1).some((part) => part > 59) ? null : numbers.reduce((sum, part) => sum * 60 + part, 0) * 1000
}
