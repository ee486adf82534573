/** What can go wrong with a procedure, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const PROCEDURE_ERRORS = {
  PROCEDURE_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '別人剛才先改了這份作業程序。您寫的內容還在，請比對後再儲存。',
      en: 'Somebody changed this procedure just now. What you wrote is still here: compare, then save.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
