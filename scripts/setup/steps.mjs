/** The steps of set-up: each looks first, and acts and speaks only when there is something to do. */
import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findBrowser, findHeadlessShell, HEADLESS_SHELL } from '../find-browser.mjs'
import {
  canInstallPackages,
  DISK_LEAST_MB,
  diskState,
  isInstalled,
  isNetworkFailure,
  locate,
  onPath,
} from './decisions.mjs'
import { readStamp, stateOf, writeStamp } from './stamps.mjs'
import { SetupError } from './words.mjs'

/**
 * @typedef {object} Site where set-up works
 * @property {string} root the project's folder
 * @property {NodeJS.ProcessEnv} environment
 * @property {(key: import('./words.mjs').WordsKey, params?: Readonly<Record<string, string | number>>) => void} say
 */

const windows = process.platform === 'win32'

/** The Node that the project pins; in `node_modules`. @param {string} root */
export const pinnedNode = (root) => join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

/** @param {string} file */
const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} where
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
const run = (program, args, where) =>
  new Promise((done) => {
    const child = spawn(program, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => done({ ok: false, output: String(error) }))
    child.on('close', (code) => done({ ok: code === 0, output }))
  })

/** npm says first what went wrong, then repeats its manual. @param {string} output */
const npmErrors = (output) =>
  output
    .split('\n')
    .filter((line) => /^npm (error|ERR!) \S/.test(line))
    .slice(0, 12)
    .join('\n')

/** @param {string} output */
const lastLines = (output) => output.trim().split('\n').slice(-12).join('\n')

/**
 * Free space and write access of a folder that need not exist yet.
 * @param {Site} site
 * @param {string} folder
 */
export const checkDisk = (site, folder) => {
  const existing = existsSync(folder) ? folder : dirname(folder)
  if (!existsSync(existing)) return
  const { bavail, bsize } = statfsSync(existing)
  const state = diskState(bavail * bsize)
  const params = { folder, free: Math.floor((bavail * bsize) / 1e6), least: DISK_LEAST_MB }
  if (state === 'full') throw new SetupError('DISK_FULL', params)
  if (state === 'low') site.say('DISK_LOW', params)
}

/** Makes a folder with those above it. Not Node's own `recursive`: it never returns below /proc. @param {string} folder */
const makeFolder = (folder) => {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  mkdirSync(folder)
}

/** @param {string} folder @param {() => SetupError} refusal */
const checkWritable = (folder, refusal) => {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw Object.assign(refusal(), { cause: error })
  }
}

/** @param {Site} site */
const folders = (site) => {
  for (const [variable, usual] of [
    ['DATA_DIR', 'data'],
    ['MEDIA_DIR', 'media'],
  ]) {
    if (variable === undefined || usual === undefined) continue
    const folder = resolve(site.root, site.environment[variable] || usual)
    checkWritable(folder, () => new SetupError('FOLDER_NOT_WRITABLE', { folder, variable }))
    checkDisk(site, folder)
  }
}

/** Installs the libraries when they are not those of package-lock.json. @param {Site} site */
export const install = async (site) => {
  const locked = readJson(join(site.root, 'package-lock.json'))
  const installed = readJson(join(site.root, 'node_modules', '.package-lock.json'))
  if (isInstalled(locked.packages, installed?.packages ?? null)) return
  checkWritable(site.root, () => new SetupError('PROJECT_NOT_WRITABLE', { folder: site.root }))
  checkDisk(site, site.root)
  site.say('INSTALLING')
  // Not `npm ci`: it begins by deleting node_modules, and with it the Node that may be running this.
  const words = ['install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const npm = site.environment.npm_execpath
  // npm's own Node, not the pinned one: that file is being replaced.
  const [program, before] = npm ? [site.environment.npm_node_execpath || process.execPath, [npm]] : ['npm', []]
  const { ok, output } = await run(program, [...before, ...words], { cwd: site.root, env: site.environment })
  if (!ok && isNetworkFailure(output)) throw new SetupError('INSTALL_NO_NETWORK')
  if (!ok) throw new SetupError('INSTALL_FAILED', {}, npmErrors(output))
  if (!existsSync(pinnedNode(site.root))) throw new SetupError('NODE_NOT_PINNED')
}

/** Generates the database client when the schema or Prisma changed. @param {Site} site */
const client = async (site) => {
  const prisma = readJson(join(site.root, 'node_modules', 'prisma', 'package.json'))
  const state = `${stateOf(site.root, ['prisma/schema.prisma', 'prisma.config.ts'])} ${prisma.version}`
  const present = existsSync(join(site.root, 'prisma', 'generated', 'client.ts'))
  if (present && readStamp(site.root, 'client') === state) return
  site.say('CLIENT')
  // Prisma would download a schema engine that generating never runs: any program that exists satisfies it.
  const env = { ...site.environment, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  const args = [join('node_modules', 'prisma', prisma.bin.prisma), 'generate']
  const { ok, output } = await run(pinnedNode(site.root), args, { cwd: site.root, env })
  if (!ok) throw new SetupError('CLIENT_FAILED', {}, lastLines(output))
  writeStamp(site.root, 'client', state)
}

const FRONT_ENDS = ['player', 'control-panel']

/** Builds the player and the panel when their sources changed. @param {Site} site */
const frontEnds = async (site) => {
  const stale = FRONT_ENDS.map((name) => ({
    name,
    state: stateOf(site.root, [name, 'protocol', 'package-lock.json', 'tsconfig.json']),
  })).filter(
    ({ name, state }) =>
      !existsSync(join(site.root, name, 'dist', 'index.html')) || readStamp(site.root, name) !== state,
  )
  if (stale.length === 0) return
  site.say('FRONT_END', { names: stale.map(({ name }) => name).join(', ') })
  const vite = readJson(join(site.root, 'node_modules', 'vite', 'package.json'))
  const program = join('node_modules', 'vite', vite.bin.vite)
  const env = { ...site.environment, NODE_ENV: 'production' }
  for (const { name, state } of stale) {
    const { ok, output } = await run(pinnedNode(site.root), [program, 'build', name], { cwd: site.root, env })
    if (!ok) throw new SetupError('FRONT_END_FAILED', { names: name }, lastLines(output))
    writeStamp(site.root, name, state)
  }
}

/**
 * Installs Debian packages when this machine lets us.
 * @param {Site} site
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} false when they could not be installed
 */
const installPackages = async (site, packages) => {
  const aptGet = onPath('apt-get', site.environment, process.platform).some(existsSync)
  if (!canInstallPackages({ platform: process.platform, uid: process.getuid?.(), aptGet })) return false
  site.say('PROGRAM_INSTALLING', { packages: packages.join(' ') })
  const where = { cwd: site.root, env: { ...site.environment, DEBIAN_FRONTEND: 'noninteractive' } }
  const args = ['install', '-y', '--no-install-recommends', ...packages]
  if ((await run('apt-get', args, where)).ok) return true
  // A machine that never updated its lists can't find any package.
  return (await run('apt-get', ['update'], where)).ok && (await run('apt-get', args, where)).ok
}

/** ffmpeg and ffprobe: their variables › the npm package (it has no ffprobe) › PATH › Debian. @param {Site} site */
const ffmpeg = async (site) => {
  const packaged = join(site.root, 'node_modules', 'ffmpeg-static', windows ? 'ffmpeg.exe' : 'ffmpeg')
  for (const [program, variable] of [
    ['ffmpeg', 'FFMPEG_PATH'],
    ['ffprobe', 'FFPROBE_PATH'],
  ]) {
    if (program === undefined || variable === undefined) continue
    const look = () => {
      const places = onPath(program, site.environment, process.platform)
      return locate(site.environment[variable], program === 'ffmpeg' ? [packaged, ...places] : places, existsSync)
    }
    const at = look()
    if (at !== null && 'wrong' in at) throw new SetupError('PATH_WRONG', { variable, path: at.wrong })
    if (at === null && !((await installPackages(site, ['ffmpeg'])) && look() !== null))
      throw new SetupError('FFMPEG_MISSING', { program, variable })
  }
}

/** A Chromium for the tests, with fonts for Chinese when we install it. @param {Site} site */
const browser = async (site) => {
  const look = () => findBrowser(site.environment, process.platform, existsSync)
  const at = look()
  if (at !== null && 'wrong' in at) throw new SetupError('PATH_WRONG', { variable: 'CHROMIUM_PATH', path: at.wrong })
  if (at === null && !((await installPackages(site, ['chromium', 'fonts-noto-cjk'])) && look() !== null))
    throw new SetupError('BROWSER_MISSING')
  // The tests get by without it, at twice the time.
  if (
    findHeadlessShell(site.environment, process.platform, existsSync) === null &&
    !('CHROMIUM_PATH' in site.environment)
  )
    await installPackages(site, [HEADLESS_SHELL])
}

/** The programs that measurements are compared with; without them only their figures are missing. @param {Site} site */
const peers = async (site) => {
  const missing = ['nginx', 'wrk'].filter(
    (program) => ![...onPath(program, site.environment, process.platform), `/usr/sbin/${program}`].some(existsSync),
  )
  if (missing.length > 0 && !(await installPackages(site, missing)))
    site.say('BENCH_PEER_MISSING', { packages: missing.join(' ') })
}

/** @type {Readonly<Record<import('./decisions.mjs').Step, (site: Site) => void | Promise<void>>>} */
export const ACTIONS = { folders, client, ffmpeg, browser, peers, frontEnds }
