/** Why a paper could not be printed; spread into the one table of errors. */
import type { ErrorEntry } from './error-entry.ts'

export const PAPER_ERRORS = {
  PAPERS_MANY: {
    status: 503,
    text: {
      'zh-TW': '還有其他文件正在製作，現在排不進去。請一分鐘後再試。',
      en: 'Other papers are being made, and there is no room for one more. Try again in a minute.',
    },
  },
  PAPER_TOO_LARGE: {
    status: 422,
    text: {
      'zh-TW': '這份文件太大，做不出來。請分成幾次，一次少印一些。',
      en: 'This paper is too large to be made. Print less at a time.',
    },
  },
  PAPER_FAILED: {
    status: 500,
    text: {
      'zh-TW': '這份文件做不出來，原因已經記在伺服器的紀錄裡。請再試一次；還是不行就告訴管理者。',
      en: 'This paper could not be made; the reason is in the server’s log. Try again, and if it fails again tell the administrator.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
