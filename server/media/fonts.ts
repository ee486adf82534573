/** Finds a font with Chinese letters for words burnt into a picture. */
import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'

/** Where Debian, Arch, Fedora, macOS and Windows keep one. */
export const CJK_FONTS: readonly string[] = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
  '/System/Library/Fonts/PingFang.ttc',
  'C:/Windows/Fonts/msjh.ttc',
]

/** The first of the files that exists; null when none does. */
export const firstPresent = async (paths: readonly string[]): Promise<string | null> => {
  for (const path of paths) {
    const present = await access(path).then(
      () => true,
      () => false,
    )
    if (present) return path
  }
  return null
}

/** What fontconfig says is there for Taiwan's Chinese, then the usual places; in the order to be tried. */
export const findFonts = async (): Promise<readonly string[]> => {
  const matched = parseMatch(await askFontconfig())
  return matched === null ? CJK_FONTS : [matched, ...CJK_FONTS]
}

const QUERY = ['-f', '%{file}\n%{lang}\n', 'sans-serif:lang=zh-tw'] as const

/** Empty where there is no fontconfig. */
const askFontconfig = (): Promise<string> =>
  new Promise((resolve) => {
    execFile('fc-match', [...QUERY], { timeout: 5000, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    )
  })

/** The file of fc-match's answer, which is the nearest font, though it may lack the letters. */
export const parseMatch = (text: string): string | null => {
  const [file = '', languages = ''] = text.split('\n')
  return file !== '' && languages.toLowerCase().split('|').includes('zh-tw') ? file : null
}
