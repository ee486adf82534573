/**
 * What set-up says: one line each, Traditional Chinese with English when the machine speaks Chinese, else English.
 * Set-up runs before anything is installed, so it can't use the server's own table.
 */

const WORDS = {
  NODE_OLD: [
    '需要 Node 20 以上（現在是 {version}）。請到 https://nodejs.org 安裝 LTS 版後再試。',
    'Node 20 or newer is needed (this is {version}). Install the LTS version from https://nodejs.org and try again.',
  ],
  NODE_NOT_PINNED: [
    '專案用的 Node 24 沒有裝好。請刪除 node_modules，確認 npm 沒有設定 ignore-scripts，再試一次。',
    'The project’s own Node 24 was not installed. Delete node_modules, see that npm’s ignore-scripts is off, and try again.',
  ],
  FOLDER_NOT_WRITABLE: [
    '無法寫入 {folder}。請改用有寫入權限的帳號，或把 {variable} 指到能寫入的資料夾。',
    '{folder} can’t be written. Use an account that may write there, or set {variable} to a folder that can be.',
  ],
  PROJECT_NOT_WRITABLE: [
    '無法寫入 {folder}。請改用有寫入權限的帳號，或把整個專案複製到自己的資料夾。',
    '{folder} can’t be written. Use an account that may write there, or copy the project to a folder of your own.',
  ],
  DISK_LOW: [
    '磁碟快滿了：{folder} 只剩 {free} MB。請先清出空間。',
    'The disk is nearly full: {free} MB left at {folder}. Free some space soon.',
  ],
  DISK_FULL: [
    '磁碟空間不足：{folder} 只剩 {free} MB，至少需要 {least} MB。請清出空間後再試。',
    'Not enough disk space: {free} MB left at {folder}, {least} MB needed. Free some space and try again.',
  ],
  INSTALLING: ['正在安裝程式庫（第一次約需一分鐘）…', 'Installing the libraries (about a minute the first time) …'],
  INSTALL_NO_NETWORK: [
    '下載程式庫失敗：連不到套件伺服器。請確認網路或代理設定（npm config set proxy），或從別台已裝好的電腦複製 node_modules。',
    'The libraries could not be downloaded: the package server can’t be reached. Check the network or the proxy (npm config set proxy), or copy node_modules from a machine that has it.',
  ],
  INSTALL_FAILED: [
    '安裝程式庫失敗。npm 的訊息如下；排除後再試一次。',
    'The libraries could not be installed. npm’s messages follow; put that right and try again.',
  ],
  CLIENT: ['正在產生資料庫程式…', 'Generating the database client …'],
  CLIENT_FAILED: ['產生資料庫程式失敗：', 'The database client could not be generated:'],
  FRONT_END: ['正在建置 {names} 畫面…', 'Building the screens: {names} …'],
  FRONT_END_FAILED: ['建置 {names} 畫面失敗：', 'The screens could not be built ({names}):'],
  PROGRAM_INSTALLING: ['正在用 apt-get 安裝 {packages}…', 'Installing {packages} with apt-get …'],
  PATH_WRONG: [
    '{variable}={path}：這個檔案不存在。請改正，或取消這個變數讓程式自己找。',
    '{variable}={path}: there is no such file. Correct it, or unset it to let the program look.',
  ],
  FFMPEG_MISSING: [
    '找不到 {program}。請安裝（Windows：winget install ffmpeg；macOS：brew install ffmpeg；Debian：sudo apt install ffmpeg），或設定 {variable}。',
    '{program} was not found. Install it (Windows: winget install ffmpeg; macOS: brew install ffmpeg; Debian: sudo apt install ffmpeg), or set {variable}.',
  ],
  BROWSER_MISSING: [
    '找不到 Chromium、Chrome 或 Edge，瀏覽器測試需要其中之一。請安裝，或設定 CHROMIUM_PATH。',
    'Neither Chromium nor Chrome nor Edge was found; the browser tests need one. Install one, or set CHROMIUM_PATH.',
  ],
  BENCH_PEER_MISSING: [
    '沒有 {packages}：相關的對照數字會空白。（Debian：sudo apt install {packages}）',
    'Without {packages} the figures of those peers stay empty. (Debian: sudo apt install {packages})',
  ],
}

/** @typedef {keyof typeof WORDS} WordsKey */

/**
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {boolean} true when the machine's language is a Chinese one (POSIX: LC_ALL › LC_MESSAGES › LANG)
 */
export const speaksChinese = (environment) =>
  /^zh/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '')

/**
 * One line for a person.
 * @param {boolean} chinese
 * @param {WordsKey} key
 * @param {Readonly<Record<string, string | number>>} [params]
 * @returns {string}
 */
export const words = (chinese, key, params = {}) => {
  const [zh = '', en = ''] = WORDS[key]
  return (chinese ? `${zh} ${en}` : en).replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''))
}

/** Set-up can't go on; the message is for a person. */
export class SetupError extends Error {
  /**
   * @param {WordsKey} key
   * @param {Readonly<Record<string, string | number>>} [params]
   * @param {string} [tail] what the program that failed said last
   */
  constructor(key, params = {}, tail = '') {
    super(key)
    this.key = key
    this.params = params
    this.tail = tail
  }
}
