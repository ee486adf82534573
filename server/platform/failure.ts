/** A failure that a person is told about: a code of the one table in protocol/errors.ts, with its parameters. */
import { ERRORS, type ErrorAnswer, type ErrorCode } from '../../protocol/errors.ts'
import { type Language, say, type TextParams } from '../../protocol/text.ts'

export class Failure extends Error {
  readonly code: ErrorCode
  readonly params: TextParams
  readonly details: Readonly<Record<string, unknown>>
  constructor(code: ErrorCode, params: TextParams = {}, details: Readonly<Record<string, unknown>> = params) {
    super(`${code} ${JSON.stringify(params)}`)
    this.name = 'Failure'
    this.code = code
    this.params = params
    this.details = details
  }
}

/** The answer's body for a code, in the reader's language. */
export const errorAnswer = (
  code: ErrorCode,
  language: Language,
  params: TextParams = {},
  details: Readonly<Record<string, unknown>> = params,
): ErrorAnswer => ({ code, message: say(ERRORS[code].text, language, params), details: { ...details } })
