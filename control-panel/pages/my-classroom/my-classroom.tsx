/** A teacher's own classroom: what is on and next, no picture during an exam, silence for a quiz. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { refusalOf } from '../../../protocol/acts.ts'
import { type Classroom, LONGEST_MUTE_MS, MyClassroom } from '../../../protocol/classroom.ts'
import { nowAndNext } from '../../../protocol/readiness.ts'
import { type Instant, instant } from '../../../protocol/time.ts'
import { usePanel, useSecond } from '../../context.tsx'
import { useRundown } from '../../queries.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { situationsIn } from '../on-air/offered.ts'
import { Picture } from './picture.tsx'
import { CLASSROOM_KEY, useAsking } from './use-asking.ts'
import './my-classroom.css'

const MINUTE_MS = 60_000
/** A quiz, a lesson, two lessons; minutes. */
const SPANS = [15, 50, 100] as const

const MyClassroomPage = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const mine = useQuery({ queryKey: CLASSROOM_KEY, queryFn: () => api.get('/api/my-classroom', MyClassroom) })
  if (mine.isError && mine.data === undefined)
    return <Failed page={t('rail.classroom')} error={mine.error} retry={() => mine.refetch()} />
  return (
    <>
      <div className="page-head">
        <h1>{t('classroom.title')}</h1>
      </div>
      {mine.data === undefined && <Skeleton rows={2} height={160} />}
      {mine.data?.classroom === null && (
        <div className="empty">
          <strong>{t('classroom.none')}</strong>
          <p>{t('classroom.noneLead')}</p>
        </div>
      )}
      {mine.data?.classroom != null && <Room classroom={mine.data.classroom} />}
    </>
  )
}
export default MyClassroomPage

const Room = ({ classroom }: { readonly classroom: Classroom }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const now = useSecond()
  const today = school.date(now)
  const airings = (useRundown(today, today).data ?? []).filter(({ group }) => group === classroom.groupId)
  const { onNow, next } = nowAndNext(airings, now)
  const [situation] = situationsIn(airings, new Set([classroom.groupId ?? '']), now)
  const refusal = situation === undefined ? null : refusalOf('mute', situation)
  const titleOf = ([shared]: typeof onNow, none: string) =>
    shared === undefined ? none : shared.airing.title || t(`kind.${shared.airing.kind}`)
  return (
    <>
      <section className="panel-card" aria-label={classroom.name}>
        <h2>
          {classroom.name}{' '}
          <span className={`chip ${classroom.online ? 'ready' : 'grey'}`}>
            {classroom.online ? `✓ ${t('classroom.online')}` : `○ ${t('classroom.offline')}`}
          </span>
        </h2>
        <dl className="facts">
          <dt>{t('onAir.now')}</dt>
          <dd>{titleOf(onNow, t('onAir.nothingNow'))}</dd>
          <dt>{t('onAir.next')}</dt>
          <dd>
            {next[0] !== undefined && `${school.shortTime(next[0].airing.start)} `}
            {titleOf(next, t('onAir.nothingNext'))}
          </dd>
        </dl>
        <Link className="button" href={`/help?tv=${classroom.displayId}`}>
          {t('faults.report')}
        </Link>
      </section>
      {refusal !== null && <p className="panel-card">▲ {t('classroom.notNow')}</p>}
      <Picture classroom={classroom} airings={airings} now={now} isAllowed={refusal === null} />
      <section className="panel-card" aria-label={t('classroom.sound')}>
        <h2>{t('classroom.sound')}</h2>
        <Sound classroom={classroom} now={now} isAllowed={refusal === null} />
      </section>
    </>
  )
}

interface SoundProps {
  readonly classroom: Classroom
  readonly now: Instant
  readonly isAllowed: boolean
}
const Sound = ({ classroom, now, isAllowed }: SoundProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const { mute } = useAsking(classroom)
  const { mutedUntil } = classroom
  const isMuted = mutedUntil !== null && mutedUntil > now
  return (
    <>
      <p className="classroom-state" aria-live="polite">
        {isMuted ? `◐ ${t('classroom.mutedUntil', { time: school.endTime(mutedUntil) })}` : `✓ ${t('classroom.loud')}`}
      </p>
      <div className="classroom-acts">
        {SPANS.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className="button"
            disabled={!isAllowed || minutes * MINUTE_MS > LONGEST_MUTE_MS}
            onClick={() => mute(instant(now + minutes * MINUTE_MS))}
          >
            <b>{school.endTime(instant(now + minutes * MINUTE_MS))}</b>
            <small>{t('classroom.muteFor', { minutes })}</small>
          </button>
        ))}
        {isMuted && (
          <button type="button" className="button primary" disabled={!isAllowed} onClick={() => mute(null)}>
            {t('classroom.unmute')}
          </button>
        )}
      </div>
      <p className="faint">{t('classroom.never')}</p>
    </>
  )
}
