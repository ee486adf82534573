/** What set-up has to do, decided from data alone. */

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 */

/**
 * True when what npm recorded as installed is what the lock file asks for. An optional package may be missing
 * (another platform's, or a download that failed), but not present in another version.
 * @param {Readonly<Record<string, LockedPackage>>} locked `packages` of package-lock.json
 * @param {Readonly<Record<string, LockedPackage>> | null} installed `packages` of node_modules/.package-lock.json
 * @returns {boolean}
 */
export const isInstalled = (locked, installed) =>
  installed !== null &&
  Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true
    const present = installed[path]
    if (present === undefined) return wanted.optional === true
    return present.version === wanted.version && present.integrity === wanted.integrity
  })

/** Below this a warning is given, as one programme's preparation may need it. */
export const DISK_LOW_MB = 1000
/** Below this nothing is started: the database must be able to write. */
export const DISK_LEAST_MB = 200

/**
 * @param {number} freeBytes
 * @returns {'enough' | 'low' | 'full'}
 */
export const diskState = (freeBytes) => {
  const free = freeBytes / 1e6
  return free < DISK_LEAST_MB ? 'full' : free < DISK_LOW_MB ? 'low' : 'enough'
}

/**
 * True when npm's output says that the registry could not be reached.
 * @param {string} output
 */
export const isNetworkFailure = (output) =>
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b|network request/i.test(
    output,
  )

/**
 * Where a program is: the variable that names it, else the first place that holds it.
 * @param {string | undefined} named the variable's value; empty counts as absent
 * @param {readonly string[]} places absolute paths, the preferred first
 * @param {(path: string) => boolean} exists
 * @returns {{ found: string } | { wrong: string } | null} `wrong`: the variable names a file that is not there
 */
export const locate = (named, places, exists) => {
  if (named) return exists(named) ? { found: named } : { wrong: named }
  const found = places.find(exists)
  return found === undefined ? null : { found }
}

/**
 * The paths under which a program may lie on PATH.
 * @param {string} program without ending
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} platform `process.platform`
 * @returns {readonly string[]}
 */
export const onPath = (program, environment, platform) => {
  const windows = platform === 'win32'
  const folders = (environment.PATH ?? environment.Path ?? '').split(windows ? ';' : ':').filter((folder) => folder)
  return folders.map((folder) => (windows ? `${folder}\\${program}.exe` : `${folder}/${program}`))
}

/**
 * Which Debian packages to install, or null when this machine can't (not Debian, not root).
 * @param {{ platform: string, uid: number | undefined, aptGet: boolean }} machine
 * @returns {boolean}
 */
export const canInstallPackages = (machine) => machine.platform === 'linux' && machine.uid === 0 && machine.aptGet

/**
 * @typedef {'start' | 'ingest' | 'test' | 'check' | 'bench'} Purpose
 * @typedef {'client' | 'frontEnds' | 'folders' | 'ffmpeg' | 'browser' | 'peers'} Step
 */

/** What each purpose needs beside the libraries. @type {Readonly<Record<Purpose, readonly Step[]>>} */
export const STEPS = {
  start: ['folders', 'client', 'ffmpeg', 'frontEnds'],
  ingest: ['folders', 'client', 'ffmpeg'],
  test: ['client', 'ffmpeg', 'browser', 'frontEnds'],
  check: ['client'],
  bench: ['client', 'ffmpeg', 'browser', 'peers', 'frontEnds'],
}

/**
 * @param {string | undefined} word
 * @returns {word is Purpose}
 */
export const isPurpose = (word) => word !== undefined && Object.hasOwn(STEPS, word)
