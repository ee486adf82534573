/** What was already done, and from which sources: one small file each in `.setup/`. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The state of some files and folders (path, size, time of change; tests and results left out).
 * @param {string} root
 * @param {readonly string[]} paths relative to root; one that is absent counts as such
 * @returns {string}
 */
export const stateOf = (root, paths) => {
  const hash = createHash('sha256')
  /** @param {string} path */
  const add = (path) => {
    const state = statSync(join(root, path), { throwIfNoEntry: false })
    if (state === undefined) hash.update(`${path} absent\n`)
    else if (state.isDirectory())
      for (const name of readdirSync(join(root, path)).sort()) {
        if (name !== 'dist' && !name.startsWith('.') && !/\.test\.tsx?$/.test(name)) add(`${path}/${name}`)
      }
    else hash.update(`${path} ${state.size} ${state.mtimeMs}\n`)
  }
  for (const path of paths) add(path)
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {string | null} what was written last, null when nothing was
 */
export const readStamp = (root, name) => {
  const file = join(root, '.setup', name)
  return statSync(file, { throwIfNoEntry: false }) === undefined ? null : readFileSync(file, 'utf8')
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string} state
 */
export const writeStamp = (root, name, state) => {
  mkdirSync(join(root, '.setup'), { recursive: true })
  writeFileSync(join(root, '.setup', name), state)
}
