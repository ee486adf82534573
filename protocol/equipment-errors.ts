/** Why the register does not take something, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const EQUIPMENT_ERRORS = {
  EQUIPMENT_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '這台設備剛才被別人改過。請再看一次內容，再改。',
      en: 'Someone else changed this device a moment ago. Look at it again, then change it.',
    },
  },
  EQUIPMENT_NUMBER_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '財產編號「{number}」已經登記在「{name}」。請確認編號。',
      en: 'The property number “{number}” already belongs to “{name}”. Check the number.',
    },
  },
  EQUIPMENT_TV_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '這台電視已經登記成「{name}」。請先在那裡改掉。',
      en: 'This TV is registered as “{name}” already. Change that first.',
    },
  },
  EQUIPMENT_IN_ITSELF: {
    status: 409,
    text: {
      'zh-TW': '設備不能裝在自己，或裝在自己裡面的設備裡。',
      en: 'A device can’t be built into itself, or into what is built into it.',
    },
  },
  EQUIPMENT_REFERENCE_MISSING: {
    status: 409,
    text: {
      'zh-TW': '選到的廠商、電視或上層設備已經不在了。請重新選擇。',
      en: 'The vendor, TV or device that was chosen is no longer there. Choose again.',
    },
  },
  EQUIPMENT_PART_SHORT: {
    status: 409,
    text: {
      'zh-TW': '「{name}」只剩 {count} 個，不夠扣。請先更正數量。',
      en: 'There are only {count} of “{name}”. Correct the count first.',
    },
  },
  LABELS_TOO_SMALL: {
    status: 400,
    text: {
      'zh-TW': '這樣分出來的標籤太小：至少要 {width} × {height} 公釐。請減少行列或邊界。',
      en: 'These labels would be too small: at least {width} × {height} mm. Use fewer rows, columns or margins.',
    },
  },
  LABELS_START_WRONG: {
    status: 400,
    text: {
      'zh-TW': '這種標籤紙一張只有 {count} 格。請從 1 到 {count} 選一格開始。',
      en: 'This sheet has {count} labels. Start at one from 1 to {count}.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
