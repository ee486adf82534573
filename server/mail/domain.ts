/** Letters put together: what is to be told, the queue, and the postman who carries it. */
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import { createDeliveries } from './deliveries.ts'
import { createLetterbox } from './letterbox.ts'
import { createOccasions } from './occasions.ts'
import { createPostSettings } from './post-settings.ts'
import { type Postman, startPostman } from './postman.ts'
import { mailRoutes } from './routes.ts'
import { createWishStore } from './wishes.ts'

export type Mail = ReturnType<typeof mailDomain>

export const mailDomain = (ground: Ground) => {
  const { http, log, database, clock, timeZone, changes, audit, settings } = ground
  const post = createPostSettings(ground)
  const deliveries = createDeliveries(ground)
  const letterbox = createLetterbox({ database, clock, timeZone, deliveries, post })
  const occasions = createOccasions({ database, clock, timeZone, letterbox, deliveries })
  const writer = async () => {
    const { schoolName, minguoYears } = await settings()
    return { schoolName, minguoYears, timeZone }
  }
  let postman: Postman | null = null
  const part: Part = {
    start: () => {
      postman = startPostman({ deliveries, post, writer, clock, changes, log })
    },
    stop: () => postman?.stop(),
    chores: [
      { name: 'mail-tidy', at: '03:40', run: deliveries.tidy },
      { name: 'licence-warnings', at: '07:30', run: occasions.warnOfLicences },
      { name: 'booking-reminders', at: '12:30', run: occasions.remind },
    ],
  }
  return {
    ...{ post, deliveries, letterbox, occasions, part },
    sendsMail: async () => (await post.channels()).mail,
    register: async (): Promise<void> => {
      await http.register(
        mailRoutes({
          ...{ post, deliveries, clock, changes, audit },
          wishes: createWishStore(database),
          schoolName: async () => (await settings()).schoolName,
        }),
      )
    },
  }
}
