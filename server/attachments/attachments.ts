/** Photos and files, kept below MEDIA_DIR under the hash of their bytes: the same photo sent twice lies there once. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Attachment, MOST_ATTACHMENTS } from '../../protocol/attachment.ts'
import { instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { isZip, zipType } from './office-file.ts'

/** What it belongs to: `{ subject: 'fault', id }`. */
export interface AttachmentSubject {
  readonly subject: string
  readonly id: string
}

export interface AttachmentInput {
  readonly bytes: Buffer
  /** As the sender calls it; shown, never used as a path. */
  readonly name: string
  readonly caption?: string
}

export interface AttachmentsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly mediaDir: string
}

export type Attachments = ReturnType<typeof createAttachments>

export const ATTACHMENTS_FOLDER = 'attachments'
const TAKEN: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
  'video/mp4',
  'video/quicktime',
])
const LONGEST_NAME = 120

export type Recognised =
  /** `ending`: what the name of such a file has to end with, as `.docx`; null: its name is nobody's business. */
  | { readonly type: 'taken'; readonly mime: string; readonly ending: string | null }
  | { readonly type: 'refused'; readonly code: 'ATTACHMENT_TYPE' | 'ATTACHMENT_ARCHIVE' | 'ATTACHMENT_MACROS' }

const taken = (mime: string): Recognised => ({ type: 'taken', mime, ending: null })
const refused = { type: 'refused', code: 'ATTACHMENT_TYPE' } as const

/** What a file is by its bytes, whatever the sender calls it. Text has no mark: valid UTF-8 without control characters. */
export const recognise = async (bytes: Buffer): Promise<Recognised> => {
  if (isZip(bytes)) return recogniseZip(bytes)
  const found = await fileTypeFromBuffer(bytes)
  if (found !== undefined) return TAKEN.has(found.mime) ? taken(found.mime) : refused
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text !== '' && !/[^\P{Cc}\t\r\n]/u.test(text) ? taken('text/plain') : refused
  } catch (problem) {
    if (problem instanceof TypeError) return refused
    throw problem
  }
}

const recogniseZip = (bytes: Buffer): Recognised => {
  const zip = zipType(bytes)
  switch (zip.type) {
    case 'office':
      return { type: 'taken', mime: zip.mime, ending: zip.ending }
    case 'macros':
      return { type: 'refused', code: 'ATTACHMENT_MACROS' }
    case 'archive':
      return { type: 'refused', code: 'ATTACHMENT_ARCHIVE' }
    default:
      return zip satisfies never
  }
}

/** A name to show and to save under. An office file is opened by its ending: it has the one of what it is. */
const shown = (name: string, ending: string | null): string => {
  const plain = name.replaceAll(/[\p{Cc}/\\]/gu, ' ').trim() || 'file'
  const ended = ending === null || plain.toLowerCase().endsWith(ending) ? plain : `${plain}${ending}`
  return ended.slice(-LONGEST_NAME)
}

const viewOf = ({ id, name, type, bytes, caption, createdBy, createdAt }: Prisma.AttachmentModel): Attachment => ({
  ...{ id, name, type, bytes, caption, createdBy },
  createdAt: instant(createdAt.getTime()),
})

export const createAttachments = ({ database, clock, mediaDir }: AttachmentsDeps) => {
  const pathOf = (sha256: string) => join(mediaDir, ATTACHMENTS_FOLDER, sha256)
  const whereOf = ({ subject, id }: AttachmentSubject) => ({ subject, subjectId: id })

  return {
    /**
     * Keeps a file.
     * @param by who sent it, as shown
     * @throws Failure ATTACHMENT_TYPE, ATTACHMENT_ARCHIVE, ATTACHMENT_MACROS, ATTACHMENTS_MANY
     */
    keep: async (
      of: AttachmentSubject,
      { bytes, name, caption = '' }: AttachmentInput,
      by: string,
    ): Promise<Attachment> => {
      const known = await recognise(bytes)
      if (known.type === 'refused') throw new Failure(known.code)
      if ((await database.attachment.count({ where: whereOf(of) })) >= MOST_ATTACHMENTS)
        throw new Failure('ATTACHMENTS_MANY', { most: MOST_ATTACHMENTS })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await mkdir(join(mediaDir, ATTACHMENTS_FOLDER), { recursive: true })
      const half = `${pathOf(sha256)}.${newId()}.part`
      await writeFile(half, bytes, { flush: true })
      await rename(half, pathOf(sha256))
      const row = await database.attachment.create({
        data: {
          ...whereOf(of),
          ...{ id: newId(), name: shown(name, known.ending), type: known.mime, bytes: bytes.length, sha256 },
          ...{ caption, createdBy: by },
          createdAt: new Date(clock.now()),
        },
      })
      return viewOf(row)
    },

    /** The same files belong to something else too. Joins `within` when given. */
    share: async (
      of: AttachmentSubject,
      to: AttachmentSubject,
      within: Prisma.TransactionClient = database,
    ): Promise<void> => {
      const rows = await within.attachment.findMany({ where: whereOf(of), take: MOST_ATTACHMENTS })
      const data = rows.map((row) => ({ ...row, ...whereOf(to), id: newId() }))
      await within.attachment.createMany({ data })
    },

    /** The oldest first. */
    of: async (of: AttachmentSubject): Promise<readonly Attachment[]> =>
      (await database.attachment.findMany({ where: whereOf(of), orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(
        viewOf,
      ),

    /** Null: there is none, or it belongs to something else. */
    read: async (
      of: AttachmentSubject,
      id: string,
    ): Promise<{ readonly bytes: Buffer; readonly about: Attachment } | null> => {
      const row = await database.attachment.findFirst({ where: { ...whereOf(of), id } })
      return row === null ? null : { bytes: await readFile(pathOf(row.sha256)), about: viewOf(row) }
    },

    /** Takes it away; its bytes go with the last that has them. Answers whether there was one. */
    remove: async (of: AttachmentSubject, id: string): Promise<boolean> => {
      const row = await database.attachment.findFirst({ where: { ...whereOf(of), id } })
      if (row === null) return false
      await database.attachment.delete({ where: { id } })
      if ((await database.attachment.count({ where: { sha256: row.sha256 } })) === 0)
        await rm(pathOf(row.sha256), { force: true })
      return true
    },
  }
}
