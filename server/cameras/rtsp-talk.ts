/** A few questions to a camera by RTSP, over one connection: many bind what they challenge with to the connection. */
import type { Socket } from 'node:net'
import { TooMuch } from './paired-agent.ts'
import { type RtspAnswer, readAnswer } from './rtsp.ts'
import { NotUnderstood } from './soap.ts'

export interface RtspTalk {
  /** @throws NotUnderstood, TooMuch, or what the connection failed with */
  ask(request: string): Promise<RtspAnswer>
  end(): void
}

/** It has no patience of its own: whoever began the thread ends it. @param most bytes of an answer */
export const openRtsp = (socket: Socket, most: number): RtspTalk => {
  const incoming = socket.setEncoding('latin1').iterator({ destroyOnReturn: false })
  return {
    ask: async (request) => {
      socket.write(request)
      for (let heard = ''; ; ) {
        const next = await incoming.next()
        if (next.done === true) throw Object.assign(new Error('hung up'), { code: 'ECONNRESET' })
        heard += String(next.value)
        if (heard.length > most) throw new TooMuch()
        const answer = readAnswer(heard)
        if (answer === 'broken') throw new NotUnderstood()
        if (answer !== 'more') return answer
      }
    },
    end: () => socket.destroy(),
  }
}
