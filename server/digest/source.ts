/** What a part of the server says in the morning's letter. Whoever has something to say implements `DigestSource`. */
import type { User } from '../../protocol/account.ts'
import type { DigestLine } from '../../protocol/digest-letter.ts'
import type { MailTopic } from '../../protocol/mail.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'

export type DigestReader = Pick<User, 'id' | 'role' | 'office'>

/** The morning that a letter is written on. */
export interface Morning {
  readonly now: Instant
  readonly today: SchoolDate
  /** When the next letter is written: on the next day of school. What is due before it is due tonight, or on the holidays. */
  readonly next: Instant
}

export interface DigestSource {
  /** Whoever declined it is not told. */
  readonly topic: MailTopic
  /** Told beside other things, and no letter of its own. */
  readonly accompanies?: true
  /** Reads once for everybody; the answer is asked for each reader: only what that person may see and has to do, most pressing first. */
  readonly read: (morning: Morning) => Promise<(reader: DigestReader) => readonly DigestLine[]>
}
