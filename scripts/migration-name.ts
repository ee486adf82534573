/**
 * The folder of the next migration: `NNNN_name`, one above the highest number.
 * @param name lower-case words joined by `_`
 * @throws Error when the name is not of that form
 */
export const migrationFolder = (existing: readonly string[], name: string): string => {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))
    throw new Error(`“${name}”: name a migration with lower-case words joined by “_”, such as classroom_volume`)
  const highest = Math.max(0, ...existing.map((folder) => Number.parseInt(folder, 10)))
  return `${String(highest + 1).padStart(4, '0')}_${name}`
}
