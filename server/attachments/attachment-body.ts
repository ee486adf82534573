/** Files over HTTP: the bytes are the body, the name is a query's; and back, never run inside the panel's origin. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { type Attachment, LARGEST_ATTACHMENT_BYTES } from '../../protocol/attachment.ts'
import { Failure } from '../platform/failure.ts'

/** `?name=…&caption=…` of a file that is sent. */
export const AttachmentQuery = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 300 })),
  caption: Type.Optional(Type.String({ maxLength: 300 })),
})

/** In a scope of its own any bytes are the body; other routes keep to JSON. */
export const takeAttachments = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(/^/, { parseAs: 'buffer', bodyLimit: LARGEST_ATTACHMENT_BYTES }, (_request, body, done) =>
    done(null, body),
  )
}

/** The body as `takeAttachments` left it. @throws Failure ATTACHMENT_TYPE when nothing came */
export const attachmentIn = (body: unknown): Buffer => {
  if (!(body instanceof Buffer) || body.length === 0) throw new Failure('ATTACHMENT_TYPE')
  return body
}

/** What may be shown in the page; anything else is downloaded. */
const SHOWN = /^(image\/(jpeg|png|webp)|video\/mp4)$/

export const sendAttachment = (reply: FastifyReply, { bytes, about }: { bytes: Buffer; about: Attachment }) =>
  reply
    .header(
      'content-disposition',
      `${SHOWN.test(about.type) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(about.name)}`,
    )
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, max-age=86400, immutable')
    .type(about.type)
    .send(bytes)
