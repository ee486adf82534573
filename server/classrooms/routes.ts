/** A teacher's own classroom over HTTP: whose it is; mute it or hide its picture for a while (rule P5). */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may, type User } from '../../protocol/account.ts'
import {
  type Classroom,
  ClassroomLink,
  ClassroomUntil,
  LONGEST_MUTE_MS,
  MyClassroom,
} from '../../protocol/classroom.ts'
import type { DisplayStore } from '../displays/store.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import type { createActs } from '../playout/acts.ts'
import { addDays, localDate, startOfDate } from '../schedule/wall-clock.ts'

export interface ClassroomRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly displays: Pick<DisplayStore, 'byIds'>
  /** Refuses during an exam or an emergency, and writes down who did what. */
  readonly acts: Pick<ReturnType<typeof createActs>, 'perform'>
  readonly people: () => Promise<readonly User[]>
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

const tags = ['classrooms']
const Link = Type.Object({ displayId: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]) })

export const classroomRoutes =
  (deps: ClassroomRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database, clock, changes, displays, acts, audit } = deps

    const classroomOf = async (userId: string): Promise<Classroom | null> => {
      const row = await database.classroom.findUnique({ where: { userId } })
      const [display] = row === null ? [] : await displays.byIds([row.displayId])
      if (display === undefined) return null
      const { id, name, groupId, mutedUntil, hidden, status } = display
      return { displayId: id, name, groupId, mutedUntil, hidden, online: status.state === 'online' }
    }
    /** The first instant that is no longer today at the school. */
    const endOfToday = () => {
      const today = localDate(clock.now(), deps.timeZone)
      return startOfDate(addDays(today, 1), deps.timeZone)
    }

    app.get(
      '/api/my-classroom',
      {
        config: { access: 'classroom.own' },
        schema: { tags, summary: 'The TV of one’s own classroom', response: { 200: MyClassroom } },
      },
      async (request) => ({ classroom: await classroomOf(userOf(request).id) }),
    )

    app.post(
      '/api/my-classroom/mute',
      {
        config: { access: 'classroom.own' },
        schema: {
          tags,
          summary: 'Silent until an instant, or sound again; not during an exam or an emergency',
          body: ClassroomUntil,
          response: { 200: MyClassroom },
        },
      },
      async (request) => {
        const { until } = request.body
        const user = userOf(request)
        const own = await classroomOf(user.id)
        if (own === null) throw new Failure('CLASSROOM_NONE')
        if (until !== null && until - clock.now() > LONGEST_MUTE_MS) throw new Failure('ACT_TIME_WRONG')
        await acts.perform({ type: 'mute', groups: [], displays: [own.displayId], until }, user.name, '')
        return { classroom: await classroomOf(user.id) }
      },
    )

    app.post(
      '/api/my-classroom/hide',
      {
        config: { access: 'classroom.own' },
        schema: {
          tags,
          summary: 'A calm slate and no sound until an instant today, or the picture again; as for muting',
          body: ClassroomUntil,
          response: { 200: MyClassroom },
        },
      },
      async (request) => {
        const { until } = request.body
        const user = userOf(request)
        const own = await classroomOf(user.id)
        if (own === null) throw new Failure('CLASSROOM_NONE')
        if (until !== null && until > endOfToday()) throw new Failure('ACT_TIME_WRONG')
        await acts.perform({ type: 'hide', groups: [], displays: [own.displayId], until }, user.name, '')
        return { classroom: await classroomOf(user.id) }
      },
    )

    app.get(
      '/api/classrooms',
      {
        config: { access: 'classrooms.assign' },
        schema: {
          tags,
          summary: 'Which TV is whose classroom',
          response: { 200: Type.Object({ items: Type.Array(ClassroomLink), nextCursor: Type.Null() }) },
        },
      },
      async () => {
        const links = new Map((await database.classroom.findMany()).map((row) => [row.userId, row.displayId]))
        const teachers = (await deps.people()).filter(({ role }) => may(role, 'classroom.own'))
        const items = teachers.map(({ id, name, fullName }) => ({
          userId: id,
          userName: fullName === '' ? name : fullName,
          displayId: links.get(id) ?? null,
        }))
        return { items, nextCursor: null }
      },
    )

    app.put(
      '/api/classrooms/:userId',
      {
        config: { access: 'classrooms.assign' },
        schema: {
          tags,
          summary: 'Gives a teacher a classroom, or none',
          params: Type.Object({ userId: Type.String({ maxLength: 40 }) }),
          body: Link,
          response: { 200: ClassroomLink },
        },
      },
      async (request) => {
        const { userId } = request.params
        const { displayId } = request.body
        const person = (await deps.people()).find(({ id, role }) => id === userId && may(role, 'classroom.own'))
        if (person === undefined) throw new Failure('NOT_FOUND')
        if (displayId !== null && (await displays.byIds([displayId])).length === 0) throw new Failure('NOT_FOUND')
        if (displayId === null) await database.classroom.deleteMany({ where: { userId } })
        else
          await database.classroom.upsert({
            where: { userId },
            create: { userId, displayId },
            update: { displayId },
          })
        await audit(userOf(request).name, 'classroom.assign', userId, { displayId })
        changes.publish('displays')
        return { userId, userName: person.fullName === '' ? person.name : person.fullName, displayId }
      },
    )
  }
