/** What can go wrong with a fault, in words. */
import type { ErrorEntry } from './errors.ts'

export const FAULT_ERRORS = {
  FAULT_MOVED_ON: {
    status: 409,
    text: {
      'zh-TW': '這件報修的狀態已經改變，這個動作現在不能做。請看最新的狀態再決定。',
      en: 'This fault has moved on, so that is not possible any more. Look at it again and decide.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
