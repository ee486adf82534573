/** Why a photo or file is not taken, or a link is not good, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const ATTACHMENT_ERRORS = {
  ATTACHMENT_TYPE: {
    status: 415,
    text: {
      'zh-TW': '只收照片（JPEG、PNG、WebP、HEIC）、PDF、影片（MP4）和純文字檔。請換一個檔案。',
      en: 'Photos (JPEG, PNG, WebP, HEIC), PDF, video (MP4) and plain text are taken. Choose another file.',
    },
  },
  ATTACHMENTS_MANY: {
    status: 409,
    text: {
      'zh-TW': '這裡已經有 {most} 個檔案了。請先刪掉不需要的。',
      en: 'There are {most} files here already. Delete some first.',
    },
  },
  GUEST_LINK_INVALID: {
    status: 410,
    text: {
      'zh-TW': '這個連結已經過期、用過或被收回。請向直播室要一個新的。',
      en: 'This link has expired, was used or was withdrawn. Ask the broadcast room for a new one.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
