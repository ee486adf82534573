/** Where a Chromium is: for set-up, which runs before anything is installed, and for the browser tests. */
import { locate, onPath } from './setup/decisions.mjs'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
]

/** @param {Readonly<Record<string, string | undefined>>} environment */
const usualPlaces = (environment) => ({
  darwin: ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) =>
      [
        'Chromium\\Application\\chrome.exe',
        'Google\\Chrome\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ].map((path) => `${folder}\\${path}`),
    ),
  linux: ['/snap/bin/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'],
})

/**
 * CHROMIUM_PATH, else a Chromium, Chrome or Edge on PATH, else one where it is usually installed.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} platform `process.platform`
 * @param {(path: string) => boolean} exists
 * @returns {{ found: string } | { wrong: string } | null} `wrong`: CHROMIUM_PATH names a file that is not there
 */
export const findBrowser = (environment, platform, exists) => {
  const usual = usualPlaces(environment)
  const places = platform === 'darwin' ? usual.darwin : platform === 'win32' ? usual.win32 : usual.linux
  const named = NAMES.flatMap((name) => onPath(name, environment, platform))
  return locate(environment.CHROMIUM_PATH, [...named, ...places], exists)
}

/**
 * Chromium without any window of its own, which Debian has as a package beside the whole one: for pages, a tenth of the
 * work. Null where there is none, or CHROMIUM_PATH says which browser is meant.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} platform `process.platform`
 * @param {(path: string) => boolean} exists
 * @returns {string | null}
 */
export const findHeadlessShell = (environment, platform, exists) =>
  environment.CHROMIUM_PATH === undefined ? (onPath(HEADLESS_SHELL, environment, platform).find(exists) ?? null) : null
export const HEADLESS_SHELL = 'chromium-headless-shell'
