/** Why something about a slip was refused; spread into the one table of errors. */
import type { ErrorEntry } from './error-entry.ts'

export const SLIP_ERRORS = {
  SLIP_ONE_PER_FAULT: {
    status: 409,
    text: {
      'zh-TW': '這項故障已經有維修單 {number}。請在那一張上修改。',
      en: 'This fault already has repair slip {number}. Change that one.',
    },
  },
  SLIP_MOVED_ON: {
    status: 409,
    text: {
      'zh-TW': '維修單 {number} 已經不在這個階段，請看它現在的狀態。',
      en: 'Repair slip {number} has moved on meanwhile: see where it stands now.',
    },
  },
  SLIP_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '維修單 {number} 剛才有人改過。請先看過新的內容，再決定。',
      en: 'Somebody changed repair slip {number} just now. Read it again, then decide.',
    },
  },
  SLIP_NOT_YOURS: {
    status: 403,
    text: {
      'zh-TW': '維修單 {number} 不需要您的單位會簽。',
      en: 'Repair slip {number} does not ask for your office’s signature.',
    },
  },
  SLIP_NOT_YOUR_TURN: {
    status: 409,
    text: {
      'zh-TW': '還沒有輪到您的單位：維修單 {number} 正在等前一個單位。',
      en: 'It is not your office’s turn yet: repair slip {number} waits for the one before it.',
    },
  },
  SLIP_SIGNED_ALREADY: {
    status: 409,
    text: {
      'zh-TW': '您的單位已經簽過維修單 {number}，不會重複計算。',
      en: 'Your office has signed repair slip {number} already; nothing was counted twice.',
    },
  },
  SLIP_INCOMPLETE: {
    status: 422,
    text: {
      'zh-TW': '維修單 {number} 還沒填完，單位無法會簽：請補上{fields}。',
      en: 'Repair slip {number} is not complete, so nobody could sign it. Fill in: {fields}.',
    },
  },
  SLIP_NO_OFFICE: {
    status: 409,
    text: {
      'zh-TW': '還沒有設定會簽單位。請到「設定」加上至少一個。',
      en: 'No office that countersigns is set up. Add at least one under Settings.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
