/**
 * `npm run ingest -- FILE`: puts a copy of a file into the inbox, from where the server takes it: at once when it runs,
 * else when it starts. Ends with 0 when the copy is there, 1 when it could not be made, 2 when the asking was wrong.
 */
import { access, mkdir, stat, statfs } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { ConfigError, readConfig } from './config.ts'
import { readIngest } from './media/ingest-request.ts'
import { copyInto } from './media/intake.ts'

const USAGE = `用法 usage: npm run ingest -- FILE [--kind news|film|listening|notice|other] [--date YYYY-MM-DD] [--title TITLE]`

/** Left free on the disk beside the copy, bytes. */
const RESERVE_BYTES = 500_000_000

const giveUp = (code: 1 | 2, message: string): never => {
  console.error(message)
  process.exit(code)
}

const mediaDirectory = (): string => {
  try {
    return readConfig(process.env, []).mediaDir
  } catch (error) {
    if (error instanceof ConfigError) return giveUp(2, error.message)
    throw error
  }
}

const isFree = (path: string): Promise<boolean> =>
  access(path).then(
    () => false,
    () => true,
  )

/** The name, or `name (2).mp4` and so on while it is taken. */
const freeName = async (folder: string, name: string): Promise<string> => {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  let candidate = name
  for (let count = 2; !(await isFree(join(folder, candidate))); count++) candidate = `${stem} (${count})${ending}`
  return candidate
}

const request = readIngest(process.argv.slice(2))
if (request.type === 'wrong') giveUp(2, `「${request.problem}」？\n${USAGE}`)
else {
  const file = resolve(request.file)
  const folder = join(mediaDirectory(), 'inbox')
  const found = await stat(file).catch(() => giveUp(1, `找不到檔案：${file} The file is not there.`))
  if (!found.isFile()) giveUp(1, `這不是檔案：${file} This is not a file.`)
  if (found.size === 0) giveUp(1, `檔案是空的：${file} The file is empty.`)
  try {
    await mkdir(folder, { recursive: true })
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < found.size + RESERVE_BYTES)
      giveUp(1, `磁碟空間不足：${folder} The disk is too full: delete programmes you no longer need.`)
    const name = await freeName(folder, request.name)
    await copyInto(file, join(folder, name))
    console.log(`已放入收件匣：${join(folder, name)}`)
    console.log('系統執行中會在幾秒內收進節目庫，否則於下次啟動時收進。')
    console.log('In the inbox. A running server takes it within seconds, otherwise the next start does.')
  } catch (error) {
    giveUp(1, `無法放入收件匣：${folder} It could not be copied: ${error instanceof Error ? error.message : error}`)
  }
}
