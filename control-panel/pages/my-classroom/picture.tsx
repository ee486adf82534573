/** The picture of one's own classroom, hidden until a time today, and shown again. */
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Classroom } from '../../../protocol/classroom.ts'
import { type Instant, instant } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import type { PlannedAiring } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'
import { type UntilChoice, untilChoices, untilTyped } from './until.ts'
import { useAsking } from './use-asking.ts'

const DAY_MS = 86_400_000

interface Props {
  readonly classroom: Classroom
  readonly airings: readonly PlannedAiring[]
  readonly now: Instant
  readonly isAllowed: boolean
}
export const Picture = ({ classroom, airings, now, isAllowed }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const { failed } = useNotices()
  const { hide } = useAsking(classroom)
  const hidden = classroom.hidden !== null && classroom.hidden.until > now ? classroom.hidden : null
  const sinceMidnight = school.sinceMidnight(now)
  const endOfDay = instant(now - sinceMidnight + DAY_MS)
  const other = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const until = untilTyped(String(new FormData(event.currentTarget).get('until') ?? ''), now, sinceMidnight)
    return until === null ? failed(new Error(t('classroom.timeOver'))) : hide(until)
  }
  const why = (choice: UntilChoice) =>
    choice.type === 'programme'
      ? t('classroom.untilProgramme', { title: choice.title })
      : t(choice.type === 'lesson' ? 'classroom.untilLesson' : 'classroom.untilDay')
  return (
    <section className="panel-card" aria-label={t('classroom.picture')}>
      <h2>{t('classroom.picture')}</h2>
      <p className="classroom-state" aria-live="polite">
        {hidden === null
          ? `✓ ${t('classroom.shown')}`
          : `□ ${t('classroom.hiddenUntil', { time: school.endTime(hidden.until) })}`}
      </p>
      {hidden !== null && !classroom.online && <p>▲ {t('classroom.heardLater')}</p>}
      {hidden !== null && (
        <div className="classroom-acts">
          <button type="button" className="button primary" disabled={!isAllowed} onClick={() => hide(null)}>
            {t('classroom.show')}
          </button>
        </div>
      )}
      <fieldset className="classroom-acts">
        <legend>{t('classroom.until')}</legend>
        {untilChoices(airings, now, endOfDay).map((choice) => (
          <button
            key={choice.type}
            type="button"
            className="button"
            disabled={!isAllowed}
            onClick={() => hide(choice.until)}
          >
            <b>{school.endTime(choice.until)}</b>
            <small>{why(choice)}</small>
          </button>
        ))}
      </fieldset>
      <form className="classroom-other" onSubmit={other}>
        <label className="hidden" htmlFor="classroom-until">
          {t('classroom.otherTime')}
        </label>
        <input id="classroom-until" name="until" type="time" required />
        <button type="submit" className="button" disabled={!isAllowed}>
          {t('classroom.hideUntil')}
        </button>
      </form>
      <p className="faint">{t('classroom.hideLead')}</p>
    </section>
  )
}
