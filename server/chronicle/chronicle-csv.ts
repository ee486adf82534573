/** A chronicle as a table for a spreadsheet; what a TV said or was told stands as its code. */
import type { ChronicleLine } from '../../protocol/chronicle.ts'
import { CHRONICLE_KIND_WORDS, chronicleState } from '../../protocol/chronicle-words.ts'
import { type Language, type Sentence, say } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import { csvText } from '../csv/csv-text.ts'
import { roomEventCells } from '../rooms/room-history-csv.ts'

const HEADER: readonly Sentence[] = [
  { 'zh-TW': '時間', en: 'at' },
  { 'zh-TW': '種類', en: 'kind' },
  { 'zh-TW': '編號', en: 'number' },
  { 'zh-TW': '內容', en: 'what' },
  { 'zh-TW': '狀態', en: 'state' },
  { 'zh-TW': '細節', en: 'detail' },
]

/** @param written an instant as it is written */
export const chronicleCsv = (
  lines: readonly ChronicleLine[],
  written: (at: Instant) => string,
  language: Language,
): string =>
  csvText([
    HEADER.map((name) => say(name, language)),
    ...lines.map((line) => {
      const state = chronicleState(line)
      const [what, detail] = line.kind === 'tv' ? roomEventCells(line.event, written) : [null, null]
      return [
        written(line.at),
        say(CHRONICLE_KIND_WORDS[line.kind], language),
        line.number,
        line.title,
        state === null ? what : say(state, language),
        detail,
      ]
    }),
  ])
