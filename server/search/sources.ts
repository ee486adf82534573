/** Where the search looks: for each kind who may see it, which texts are read, and where the panel shows what is found. */
import { Value } from 'typebox/value'
import type { Permission } from '../../protocol/account.ts'
import { ProcedureContent } from '../../protocol/procedure.ts'
import { type Found, MOST_FOUND } from '../../protocol/search.ts'
import type { Language } from '../../protocol/text.ts'
import type { Database } from '../platform/database.ts'

export interface Source {
  readonly permission: Permission
  /** The newest or first few in which every word stands. */
  readonly find: (words: readonly string[], language: Language) => Promise<readonly Found[]>
}

/** Every word in one of the texts; SQLite's LIKE knows no case of Latin letters, and Chinese has none. */
const holding = <Field extends string>(words: readonly string[], fields: readonly Field[]) => ({
  AND: words.map((word) => ({ OR: fields.map((field) => ({ [field]: { contains: word } })) })),
})
const take = MOST_FOUND

export const sourcesOf = (database: Database): readonly Source[] => [
  {
    permission: 'faults.read',
    find: async (words) =>
      (
        await database.fault.findMany({
          where: holding(words, ['number', 'title', 'text', 'room']),
          orderBy: { createdAt: 'desc' },
          take,
        })
      ).map(({ id, number, title, room }) => ({
        ...{ kind: 'fault', id, name: title === '' ? number : title, detail: `${number} ${room}`.trim() },
        path: `/faults/${id}`,
      })),
  },
  {
    permission: 'requests.read',
    find: async (words) =>
      (
        await database.request.findMany({
          where: holding(
            words.map((word) => word.toLowerCase()),
            ['haystack'],
          ),
          orderBy: { filedAt: 'desc' },
          take,
        })
      ).map(({ id, number, summary, room }) => ({
        ...{ kind: 'request', id, name: summary, detail: `${number} ${room}`.trim(), path: `/requests/${id}` },
      })),
  },
  {
    permission: 'duties.read',
    find: async (words) =>
      (
        await database.duty.findMany({
          where: { ...holding(words, ['name', 'procedure', 'note']), deletedAt: null },
          orderBy: { name: 'asc' },
          take,
        })
      ).map(({ id, name, procedure }) => ({ kind: 'duty', id, name, detail: procedure, path: `/duties/${id}` })),
  },
  {
    permission: 'equipment.read',
    find: async (words) =>
      (
        await database.equipment.findMany({
          where: holding(words, ['name', 'room', 'maker', 'model', 'serial', 'propertyNumber', 'label']),
          orderBy: { name: 'asc' },
          take,
        })
      ).map(({ id, name, room, model, propertyNumber }) => ({
        ...{ kind: 'equipment', id, name, path: `/register/${id}` },
        detail: [room, model, propertyNumber].filter(Boolean).join(' · '),
      })),
  },
  {
    permission: 'vendors.read',
    find: async (words) =>
      (
        await database.vendor.findMany({
          where: holding(words, ['name', 'taxId', 'phone', 'email', 'note']),
          orderBy: { name: 'asc' },
          take,
        })
      ).map(({ id, name, phone }) => ({ kind: 'vendor', id, name, detail: phone, path: `/vendors/${id}` })),
  },
  {
    permission: 'procedures.read',
    find: (words, language) => findProcedures(database, words, language),
  },
  {
    permission: 'media.read',
    find: async (words) =>
      (
        await database.media.findMany({
          where: { ...holding(words, ['title', 'originalName']), heldFilm: null, archivedAt: null },
          orderBy: { createdAt: 'desc' },
          take,
        })
      ).map(({ id, title, airDate }) => ({
        ...{ kind: 'programme', id, name: title, detail: airDate ?? '', path: `/library/${id}` },
      })),
  },
  {
    permission: 'displays.read',
    find: async (words) =>
      (
        await database.display.findMany({
          where: holding(words, ['name', 'building', 'floor']),
          orderBy: { name: 'asc' },
          take,
        })
      ).map(({ id, name, building, floor }) => ({
        ...{ kind: 'room', id, name, detail: [building, floor].filter(Boolean).join(' '), path: `/?room=${id}` },
      })),
  },
  {
    permission: 'users.write',
    find: async (words) =>
      (
        await database.user.findMany({
          where: holding(words, ['name', 'fullName', 'email', 'subject']),
          orderBy: { name: 'asc' },
          take,
        })
      ).map(({ id, name, fullName, subject }) => ({
        ...{ kind: 'person', id, name: fullName === '' ? name : fullName, detail: subject, path: '/settings' },
      })),
  },
]

/** Ten texts: read whole, as their words lie inside JSON. */
const findProcedures = async (database: Database, words: readonly string[], language: Language) => {
  const rows = await database.procedureVersion.findMany({ orderBy: [{ number: 'asc' }, { version: 'desc' }] })
  const current = rows.filter(({ number }, index) => rows[index - 1]?.number !== number)
  return current.flatMap(({ number, content }): readonly Found[] => {
    const said = `SOP-${number} ${JSON.stringify(content)}`.toLowerCase()
    if (!words.every((word) => said.includes(word.toLowerCase()))) return []
    const { name } = Value.Parse(ProcedureContent, content)
    return [
      {
        ...{ kind: 'procedure', id: number, detail: `SOP-${number}`, path: `/procedures/${number}` },
        name: language === 'en' && name.en !== '' ? name.en : name['zh-TW'],
      },
    ]
  })
}
