/**
 * Browsers that an account has signed in from before, by a cookie that proves it (OWASP’s “device cookies”): their tries
 * are counted apart, so that guesses from elsewhere never keep a person out of a browser of their own. It opens nothing.
 */
import { createHmac } from 'node:crypto'
import { newId, sameText } from '../platform/id.ts'

export const DEVICE_COOKIE = 'nooncast-device'
/** A year: the holidays are longer than a term. */
export const DEVICE_COOKIE_SECONDS = 365 * 24 * 60 * 60
/** A shared computer remembers the last so many people. */
const MOST_PEOPLE = 8

export interface KnownDevices {
  /** The browser's id when this account has signed in from it before. */
  readonly idFor: (cookie: string | undefined, userId: string) => string | null
  /** The cookie's next value, once the account has signed in. */
  readonly remember: (cookie: string | undefined, userId: string) => string
}

/** The cookie reads `<id>.<mark of one account>.<of another>`; a mark is an HMAC, so nobody is named in it. */
export const createKnownDevices = (secret: string): KnownDevices => {
  const markOf = (id: string, userId: string) =>
    createHmac('sha256', secret).update(`${id} ${userId}`).digest('base64url').slice(0, 22)
  const read = (cookie: string | undefined): readonly [string, readonly string[]] | null => {
    if (cookie === undefined || !/^[\w-]{22}(\.[\w-]{22}){1,8}$/.test(cookie)) return null
    const [id = '', ...marks] = cookie.split('.')
    return [id, marks]
  }
  const idFor: KnownDevices['idFor'] = (cookie, userId) => {
    const [id, marks] = read(cookie) ?? ['', []]
    const mark = markOf(id, userId)
    return marks.some((each) => sameText(each, mark)) ? id : null
  }
  return {
    idFor,
    remember: (cookie, userId) => {
      const [id, marks] = read(cookie) ?? [newId(), []]
      const mark = markOf(id, userId)
      return [id, mark, ...marks.filter((each) => each !== mark)].slice(0, MOST_PEOPLE + 1).join('.')
    },
  }
}
