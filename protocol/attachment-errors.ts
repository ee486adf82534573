/** Why a photo or file is not taken, or a link is not good, in words. */
import type { ErrorEntry } from './error-entry.ts'

export const ATTACHMENT_ERRORS = {
  ATTACHMENT_TYPE: {
    status: 415,
    text: {
      'zh-TW':
        '只收照片（JPEG、PNG、WebP、HEIC）、PDF、文書檔（docx、xlsx、pptx、odt、ods、odp）、影片（MP4）和純文字檔。舊的 doc、xls、ppt 請另存成新的格式；其他請換一個檔案。',
      en: 'Photos (JPEG, PNG, WebP, HEIC), PDF, office files (docx, xlsx, pptx, odt, ods, odp), video (MP4) and plain text are taken. Save an old doc, xls or ppt in the new format; else choose another file.',
    },
  },
  ATTACHMENT_ARCHIVE: {
    status: 415,
    text: {
      'zh-TW': '不收壓縮檔。請解開後，把裡面的檔案一個一個加進來。',
      en: 'Packed files (zip) are not taken. Unpack it and add the files in it one by one.',
    },
  },
  ATTACHMENT_MACROS: {
    status: 415,
    text: {
      'zh-TW': '這個檔案帶有巨集（程式），所以不收。請另存成沒有巨集的 docx、xlsx、pptx 或 odt，再加進來。',
      en: 'This file carries macros (a program), so it is not taken. Save it without macros, as docx, xlsx, pptx or odt, and add that.',
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
