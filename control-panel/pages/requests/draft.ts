/** A request as it is being written. Pure. */
import { namesPassword } from '../../../protocol/password-in-words.ts'
import type { RequestChange } from '../../../protocol/request.ts'
import { REQUEST_KINDS, type RequestKind } from '../../../protocol/request-kinds.ts'

export type Draft = Omit<RequestChange, 'version'>
export const draftOf = (kind: RequestKind): Draft => ({
  ...{ kind, summary: '', details: '', room: '', fields: {}, wantedOn: null },
})

/** What in the draft looks like a password, as the server will judge it. */
export const hasPassword = ({ kind, summary, details, fields }: Draft): boolean => {
  const isMail = REQUEST_KINDS[kind].procedure === '004'
  const lines = REQUEST_KINDS[kind].fields.filter(({ type }) => type === 'line')
  return (
    namesPassword(summary, isMail) ||
    namesPassword(details) ||
    Object.values(fields).some((text) => namesPassword(text)) ||
    (isMail && lines.some(({ name }) => namesPassword(fields[name] ?? '', true)))
  )
}
