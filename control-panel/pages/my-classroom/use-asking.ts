/** Asks for silence or for a hidden picture, says so, and offers the way back to what was before. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Classroom, MyClassroom } from '../../../protocol/classroom.ts'
import type { Instant } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

export const CLASSROOM_KEY = ['displays', 'mine']

export const useAsking = ({ mutedUntil, hidden }: Classroom) => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const { attempt, done } = useNotices()
  const queries = useQueryClient()
  const ask = (what: 'mute' | 'hide', until: Instant | null, before: Instant | null, said: string) => {
    const send = async (at: Instant | null) =>
      queries.setQueryData(
        CLASSROOM_KEY,
        await api.send('POST', `/api/my-classroom/${what}`, MyClassroom, { until: at }),
      )
    const back = before !== null && before > live.now() ? before : null
    return attempt(async () => {
      await send(until)
      done(said, { label: t('act.undo'), run: () => attempt(async () => void (await send(back))) })
    })
  }
  return {
    mute: (until: Instant | null) =>
      ask(
        'mute',
        until,
        mutedUntil,
        until === null ? t('classroom.loud') : t('classroom.mutedUntil', { time: school.endTime(until) }),
      ),
    hide: (until: Instant | null) =>
      ask(
        'hide',
        until,
        hidden?.until ?? null,
        until === null ? t('classroom.shown') : t('classroom.hiddenUntil', { time: school.endTime(until) }),
      ),
  }
}
