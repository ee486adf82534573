/** Photos and files that belong to a fault, a device, a request… */
import { type Static, Type } from 'typebox'
import { Instant } from './time.ts'

/** A photo of a phone is 3 to 8 MB; a vendor's manual is larger than what is worth keeping beside a fault. */
export const LARGEST_ATTACHMENT_BYTES = 20 * 1024 * 1024
export const MOST_ATTACHMENTS = 20

/** What a chooser of files offers; what is really taken is known by the bytes. Office files by their endings, as not every machine knows their types. */
export const ATTACHMENT_CHOICE =
  'image/jpeg,image/png,image/webp,image/heic,application/pdf,video/mp4,text/plain,.docx,.xlsx,.pptx,.odt,.ods,.odp'

export const Attachment = Type.Object({
  id: Type.String(),
  /** As the sender called it. */
  name: Type.String(),
  /** MIME type, by its first bytes. */
  type: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
  caption: Type.String(),
  createdBy: Type.String(),
  createdAt: Instant,
})
export type Attachment = Static<typeof Attachment>
