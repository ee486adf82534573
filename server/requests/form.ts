/** What may be filed: each kind's fields, no passwords, no day that is over. Pure. Rule Q12. */
import { namesPassword } from '../../protocol/password-in-words.ts'
import type { RequestChange, RequestInput } from '../../protocol/request.ts'
import { REQUEST_KINDS } from '../../protocol/request-kinds.ts'
import type { Language, Sentence } from '../../protocol/text.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { Failure } from '../platform/failure.ts'
import { isRealDate } from '../schedule/wall-clock.ts'

export type Asked = Pick<RequestInput, 'kind' | 'summary' | 'details' | 'room' | 'fields' | 'wantedOn'>

const ROOM: Sentence = { 'zh-TW': '教室或辦公室', en: 'Room' }
const DETAILS: Sentence = { 'zh-TW': '說明', en: 'Details' }
const WORDS: Sentence = { 'zh-TW': '訊息', en: 'The message' }

/** @throws Failure REQUEST_PASSWORD */
export const requireNoPassword = (words: string, language: Language, field: Sentence = WORDS, alone = false): void => {
  if (namesPassword(words, alone)) throw new Failure('REQUEST_PASSWORD', { field: field[language] })
}

/**
 * What was filed, trimmed, with nothing in it that its kind does not ask for.
 * @throws Failure REQUEST_FIELD_MISSING, REQUEST_PASSWORD, REQUEST_DATE_PAST, INPUT_INVALID
 */
export const askedOf = (
  input: RequestInput | RequestChange,
  { today, language, before = null }: { today: SchoolDate; language: Language; before?: SchoolDate | null },
): Asked => {
  const kind = REQUEST_KINDS[input.kind]
  const fields: Record<string, string> = {}
  for (const { name, type, isRequired, longest, label } of kind.fields) {
    const text = (input.fields[name] ?? '').trim()
    if (text === '' && isRequired) throw new Failure('REQUEST_FIELD_MISSING', { field: label[language] })
    const isWrong = text.length > longest || (type === 'number' && !/^\d*$/.test(text))
    if (isWrong) throw new Failure('INPUT_INVALID', { field: label[language], problem: text.slice(0, 40) })
    requireNoPassword(text, language, label, type === 'line' && kind.procedure === '004')
    if (text !== '') fields[name] = text
  }
  const room = kind.room === 'none' ? '' : input.room.trim()
  if (room === '' && kind.room === 'required') throw new Failure('REQUEST_FIELD_MISSING', { field: ROOM[language] })
  const [summary, details] = [input.summary.trim(), input.details.trim()]
  requireNoPassword(summary, language, kind.summary, kind.procedure === '004')
  requireNoPassword(details, language, DETAILS)
  requireNoPassword(room, language, ROOM)
  const wantedOn = kind.wantedOn === 'none' ? null : input.wantedOn
  if (wantedOn !== null && !isRealDate(wantedOn))
    throw new Failure('INPUT_INVALID', { field: 'wantedOn', problem: wantedOn })
  // A day that was asked for before stays as it is, also once it is over.
  if (wantedOn !== null && wantedOn < today && wantedOn !== before) throw new Failure('REQUEST_DATE_PAST')
  return { kind: input.kind, summary, details, room, fields, wantedOn }
}
