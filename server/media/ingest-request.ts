/** What `npm run ingest` was asked to do, from its command line. */
import { basename, extname } from 'node:path'
import { Value } from 'typebox/value'
import { MediaKind } from '../../protocol/media.ts'
import { readName } from '../../protocol/programme-name.ts'
import { schoolDate } from '../../protocol/time.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import { isIgnored, nameFor } from './inbox-name.ts'

export type IngestRequest =
  | { readonly type: 'copy'; readonly file: string; readonly name: string }
  | { readonly type: 'wrong'; readonly problem: string }

const OPTIONS = ['kind', 'date', 'title'] as const
type Option = (typeof OPTIONS)[number]
const optionNamed = (word: string): Option | undefined => OPTIONS.find((option) => word === `--${option}`)

/**
 * @param argv `FILE [--kind news] [--date 2026-11-23] [--title 午間新聞]`; what is left out is read from the file's name
 * @returns the file and the name under which it goes into the inbox, which carries all that is known of it
 */
export const readIngest = (argv: readonly string[]): IngestRequest => {
  const files: string[] = []
  const given = new Map<Option, string>()
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    const [head = '', inline] = word.split(/=(.*)/s, 2)
    const option = optionNamed(head)
    if (option === undefined) {
      if (word.startsWith('--')) return { type: 'wrong', problem: word }
      files.push(word)
    } else {
      const value = inline ?? argv[++index]
      if (value === undefined || value === '') return { type: 'wrong', problem: word }
      given.set(option, value)
    }
  }
  const [file] = files
  if (file === undefined || files.length > 1) return { type: 'wrong', problem: files.slice(1).join(' ') || 'FILE' }
  return named(file, given)
}

const named = (file: string, given: ReadonlyMap<Option, string>): IngestRequest => {
  const facts = readName(basename(file))
  const kind = given.get('kind') ?? facts.kind
  const date = given.get('date') ?? facts.airDate
  if (!Value.Check(MediaKind, kind)) return { type: 'wrong', problem: `--kind ${kind}` }
  if (date !== null && !isRealDate(date)) return { type: 'wrong', problem: `--date ${date}` }
  const airDate = date === null ? null : schoolDate(date)
  const ending = extname(file)
  const title = given.get('title') ?? facts.title
  const name = nameFor({ title, kind, airDate }, isIgnored(`a${ending}`) ? '' : ending)
  return { type: 'copy', file, name }
}
