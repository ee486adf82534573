/** What happened in a room, in words: what by itself, the rest in small print. */
import { useTranslation } from 'react-i18next'
import { isRoomProblem, type RoomEvent } from '../../../protocol/room-history.ts'
import { type Level, SHAPES } from '../../../protocol/tile.ts'
import { usePanel } from '../../context.tsx'
import { lengthOf } from '../../school-time.ts'

export interface EventWords {
  readonly shape: string
  readonly level: Level
  readonly text: string
  readonly more: string
}

export const useRoomEventWords = (): ((event: RoomEvent) => EventWords) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const said = (event: RoomEvent): Omit<EventWords, 'level'> => {
    switch (event.type) {
      case 'state': {
        const { state, detail } = event
        const text = t(`roomHistory.state.${state}`)
        const more =
          detail === ''
            ? ''
            : state === 'missing' || state === 'behind'
              ? t(`roomHistory.${state}`, { detail })
              : detail
        return { shape: SHAPES[state], text, more }
      }
      case 'observed':
        return {
          shape: '▲',
          text: `${t(`asRun.seen.${event.kind}`)} ${lengthOf(event.fromMs)}–${lengthOf(event.toMs)}`,
          more: event.title,
        }
      case 'act': {
        const answer =
          event.answeredAt === null
            ? t('roomHistory.unanswered')
            : t('roomHistory.answered', { time: school.time(event.answeredAt) })
        const undone = event.undoneBy === null ? [] : [t('acts.undoneBy', { name: event.undoneBy })]
        return {
          shape: isRoomProblem(event) ? '▲' : '●',
          text: t(`acts.${event.act}`),
          more: [event.actor, event.why, answer, ...undone].filter((part) => part !== '').join(' · '),
        }
      }
      case 'set':
        return { shape: '●', text: t('roomHistory.set'), more: event.actor }
      case 'aired': {
        const facts =
          event.lateMs === null
            ? [t('roomHistory.neverShown')]
            : [
                t('roomHistory.late', { late: Math.round(event.lateMs) }),
                ...(event.stalls > 0 ? [t('asRun.stalls', { count: event.stalls })] : []),
                t(event.ended ? 'asRun.completed' : 'asRun.notCompleted'),
              ]
        return { shape: event.lateMs === null ? '✕' : '▶', text: event.title, more: facts.join(' · ') }
      }
      default:
        return event satisfies never
    }
  }
  return (event) => ({
    ...said(event),
    level: isRoomProblem(event) ? 'amber' : event.type === 'state' && event.state === 'ready' ? 'ready' : 'grey',
  })
}
