import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MOST_ATTACHMENTS } from '../../protocol/attachment.ts'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { wordParts, zipOf } from '../../test/zip.ts'
import { ATTACHMENTS_FOLDER, type Attachments, createAttachments, recognise } from './attachments.ts'

const clock = createTestClock(instant(Date.parse('2026-11-26T12:04:00+08:00')))
let opened: TestDatabase
let folder: TemporaryFolder
let attachments: Attachments
beforeAll(async () => {
  opened = await openTestDatabase(clock)
  folder = await temporaryFolder()
  attachments = createAttachments({ database: opened.database, clock, mediaDir: folder.path })
})
afterAll(async () => {
  await opened.close()
  await folder.remove()
})

const PDF = Buffer.from('%PDF-1.7\n')
const onDisk = () => readdir(join(folder.path, ATTACHMENTS_FOLDER))

describe('attachments', () => {
  it.each([
    ['a PDF', PDF, 'application/pdf'],
    ['words', Buffer.from('電視沒有聲音\r\n'), 'text/plain'],
    ['a page, as words', Buffer.from('<script>alert(1)</script>'), 'text/plain'],
    ['a program', Buffer.from('MZ\x90\x00\x03'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('know %s by its bytes', async (_what, bytes, type) => {
    expect(await recognise(bytes)).toMatchObject(type === null ? { code: 'ATTACHMENT_TYPE' } : { mime: type })
  })

  it('keep the same bytes once, under no name of the sender’s, until nobody has them', async () => {
    const [a, b] = [
      { subject: 'fault', id: 'a' },
      { subject: 'fault', id: 'b' },
    ]
    const first = await attachments.keep(a, { bytes: PDF, name: '../../etc/手冊.pdf' }, 'wang')
    const second = await attachments.keep(b, { bytes: PDF, name: 'x.pdf' }, 'lin')
    expect(first).toMatchObject({ name: '.. .. etc 手冊.pdf', type: 'application/pdf', bytes: 9, createdBy: 'wang' })
    expect(await onDisk()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(await attachments.read(b, first.id)).toBeNull()
    expect((await attachments.read(a, first.id))?.bytes).toEqual(PDF)
    expect(await attachments.remove(b, first.id)).toBe(false)
    expect(await attachments.remove(a, first.id)).toBe(true)
    expect((await attachments.read(b, second.id))?.bytes).toEqual(PDF)
    expect(await attachments.remove(b, second.id)).toBe(true)
    expect(await onDisk()).toEqual([])
  })

  it('that are packed are an office file, or are refused with what to do', async () => {
    const of = { subject: 'duty-awaited', id: 'figures' }
    const bytes = zipOf(wordParts())
    const kept = await attachments.keep(of, { bytes, name: '經費.hta' }, '會計室')
    expect(kept).toMatchObject({ name: '經費.hta.docx', type: expect.stringMatching(/wordprocessingml.document$/) })
    expect((await attachments.keep(of, { bytes, name: '經費.DOCX' }, '會計室')).name).toBe('經費.DOCX')
    const keep = (packed: Buffer) => attachments.keep(of, { bytes: packed, name: '經費.docx' }, '會計室')
    await expect(keep(zipOf([['photo.jpg', 'x']]))).rejects.toMatchObject({ code: 'ATTACHMENT_ARCHIVE' })
    const program = zipOf([...wordParts(), ['word/vbaProject.bin', 'x']])
    await expect(keep(program)).rejects.toMatchObject({ code: 'ATTACHMENT_MACROS' })
  })

  it('are so many and no more', async () => {
    const of = { subject: 'fault', id: 'many' }
    for (let count = 0; count < MOST_ATTACHMENTS; count++) await attachments.keep(of, { bytes: PDF, name: 'x' }, 'wang')
    await expect(attachments.keep(of, { bytes: PDF, name: 'x' }, 'wang')).rejects.toMatchObject({
      code: 'ATTACHMENTS_MANY',
    })
    expect(await attachments.of(of)).toHaveLength(MOST_ATTACHMENTS)
  })
})
