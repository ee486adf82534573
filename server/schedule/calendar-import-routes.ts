/** The government's calendar over HTTP. */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ImportResult } from '../../protocol/calendar.ts'
import { type SchoolDate, schoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { sayProblem } from './calendar-problems.ts'
import type { CalendarRoutesDeps } from './calendar-routes.ts'
import { calendarChanges, readGovernmentCalendar } from './government-csv.ts'

/** A year is about 7 kB. */
const LARGEST_CALENDAR_BYTES = 256 * 1024
/** What browsers, spreadsheets and command lines call a CSV file. */
const RAW_TYPES = [
  'text/csv',
  'text/plain',
  'application/octet-stream',
  'application/csv',
  'application/vnd.ms-excel',
  'application/x-www-form-urlencoded',
]
const Flag = Type.Union(['', 'true', '1', 'false', '0'].map((value) => Type.Literal(value)))
const tags = ['schedule']

const yearStart = (date: SchoolDate): SchoolDate => schoolDate(`${date.slice(0, 4)}-01-01`)
const yearEnd = (date: SchoolDate): SchoolDate => schoolDate(`${date.slice(0, 4)}-12-31`)

/** The bytes that were sent. @throws Failure INPUT_INVALID when a form has no file, INPUT_TYPE_WRONG for JSON */
const sentFile = async (request: FastifyRequest): Promise<Uint8Array> => {
  if (!request.isMultipart()) {
    if (Buffer.isBuffer(request.body)) return request.body
    if (request.body === undefined || request.body === null) return new Uint8Array()
    throw new Failure('INPUT_TYPE_WRONG')
  }
  const file = await request.file()
  if (file === undefined) throw new Failure('INPUT_INVALID', { field: 'file', problem: 'CSV' })
  return file.toBuffer()
}

export const calendarImportRoutes =
  ({ store, changes, audit }: Omit<CalendarRoutesDeps, 'timeZone'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(multipart, { limits: { files: 1, fields: 10, fileSize: LARGEST_CALENDAR_BYTES } })
    // A browser that does not know the file's type sends none: `*` takes that too.
    for (const types of [RAW_TYPES, '*'])
      app.addContentTypeParser(
        types,
        { parseAs: 'buffer', bodyLimit: LARGEST_CALENDAR_BYTES },
        (_request, body, done) => done(null, body),
      )
    app.post(
      '/api/calendar/import',
      {
        config: { access: 'schedule.write' },
        schema: {
          tags,
          summary: 'Takes in the government’s office calendar, whole or not at all',
          description:
            'The CSV file as the body or as a multipart file, in UTF-8 or Big5. With any error nothing is saved. `dryRun` shows what would change.',
          consumes: [...RAW_TYPES, 'multipart/form-data'],
          querystring: Type.Object({ dryRun: Type.Optional(Flag) }),
          response: { 200: ImportResult },
        },
      },
      async (request) => {
        const { dryRun: flag } = request.query
        const dryRun = flag !== undefined && flag !== 'false' && flag !== '0'
        const read = readGovernmentCalendar(await sentFile(request))
        const first = read.days[0]
        const changed =
          first === undefined
            ? []
            : calendarChanges(read.days, await store.days(yearStart(first.date), yearEnd(first.date)))
        if (!dryRun && read.days.length > 0) {
          await store.saveDays(read.days)
          await audit(userOf(request).name, 'calendar.import', String(read.year), { changed: changed.length })
          changes.publish('calendar')
        }
        return {
          year: read.year,
          imported: read.days.length,
          changed: changed.length,
          errors: read.errors.map((each) => sayProblem(each, request.language)),
          warnings: read.warnings.map((each) => sayProblem(each, request.language)),
          dryRun,
          changes: changed,
        }
      },
    )
  }
