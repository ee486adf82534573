/** A slot's form, with what it would change before it is saved; two people's versions are both told. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Value } from 'typebox/value'
import { Slot, type SlotInput, type SourceRule } from '../../../protocol/calendar.ts'
import { AiringKind } from '../../../protocol/rundown.ts'
import { type SchoolDate, schoolDate, timeOfDay } from '../../../protocol/time.ts'
import { Problem } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useGroups } from '../../queries.ts'
import { addDays, WEEKDAYS, weekdayName } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { groupTree } from '../displays/group-tree.ts'
import { FallbackChain, MediaOrder } from './choice-lists.tsx'
import { DraftPreview } from './draft-preview.tsx'
import { Drawer } from './drawer.tsx'
import { useSeriesList, useSlots } from './schedule-queries.ts'
import { conflictsBetween, inputOf, isComplete } from './slot-draft.ts'

const KINDS = AiringKind.anyOf.map((kind) => kind.const).filter((kind) => kind !== 'slate')
const SOURCES = ['news', 'series', 'booking', 'media', 'none'] as const

interface Props {
  /** Null: a new slot. */
  readonly slot: Slot | null
  readonly start: SlotInput
  readonly onClose: () => void
}
export const SlotEditor = ({ slot, start, onClose }: Props) => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const { done, failed, attempt } = useNotices()
  const queries = useQueryClient()
  const [input, setInput] = useState(start)
  const [version, setVersion] = useState(slot?.version ?? 1)
  const [theirs, setTheirs] = useState<Slot | null>(null)
  const latest = useSlots()
  const today = school.date(live.now())
  const complete = isComplete(input)
  const change = (patch: Partial<SlotInput>) => setInput((held) => ({ ...held, ...patch }))
  const finish = async (text: string) => {
    await queries.invalidateQueries()
    done(text)
    onClose()
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { ...input, name: input.name.trim() }
    try {
      if (slot === null) await api.send('POST', '/api/slots', Slot, body)
      else await api.send('PUT', `/api/slots/${slot.id}`, Slot, { ...body, version })
      await finish(t('timetable.slotSaved', { name: body.name }))
    } catch (problem) {
      failed(problem)
      if (!(problem instanceof Problem) || problem.code !== 'CONFLICT' || slot === null) return
      const { data } = await latest.refetch()
      setTheirs(data?.find((each) => each.id === slot.id) ?? null)
    }
  }
  const remove = (held: Slot) =>
    attempt(async () => {
      await api.act('DELETE', `/api/slots/${held.id}`)
      await queries.invalidateQueries()
      onClose()
      done(t('timetable.slotRemoved', { name: held.name }), {
        label: t('act.undo'),
        run: () =>
          attempt(async () => {
            await api.send('POST', `/api/slots/${held.id}/restore`, Slot)
            await queries.invalidateQueries()
            done(t('act.undone'))
          }),
      })
    })
  return (
    <Drawer title={slot === null ? t('timetable.newSlot') : t('timetable.editSlot')} onClose={onClose}>
      <form className="fields" onSubmit={save}>
        <SlotFields input={input} change={change} today={today} />
        {theirs !== null && (
          <Conflict
            mine={input}
            theirs={theirs}
            keep={() => {
              setVersion(theirs.version)
              setTheirs(null)
            }}
            take={() => {
              setInput(inputOf(theirs))
              setVersion(theirs.version)
              setTheirs(null)
            }}
          />
        )}
        <DraftPreview
          draft={complete ? { type: 'slot', id: slot?.id ?? null, slot: input } : null}
          from={today}
          to={addDays(today, 27)}
        />
        <div className="acts drawer-acts">
          {slot !== null && (
            <button type="button" className="button danger" onClick={() => remove(slot)}>
              {t('timetable.removeSlot')}
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            {t('act.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!complete || theirs !== null}>
            {t('act.save')}
          </button>
        </div>
      </form>
    </Drawer>
  )
}

interface ConflictProps {
  readonly mine: SlotInput
  readonly theirs: Slot
  readonly keep: () => void
  readonly take: () => void
}
const Conflict = ({ mine, theirs, keep, take }: ConflictProps) => {
  const { t } = useTranslation()
  return (
    <section className="notice amber" role="alert">
      <b>▲ {t('timetable.conflict')}</b>
      <table className="versions">
        <thead>
          <tr>
            <th scope="col">{t('timetable.field')}</th>
            <th scope="col">{t('timetable.mine')}</th>
            <th scope="col">{t('timetable.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {conflictsBetween(mine, inputOf(theirs)).map(({ field, mine: own, theirs: other }) => (
            <tr key={field}>
              <th scope="row">{t(`timetable.fieldOf.${field}`)}</th>
              <td>{own}</td>
              <td>{other}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="button small" onClick={keep}>
        {t('timetable.keepMine')}
      </button>{' '}
      <button type="button" className="button small" onClick={take}>
        {t('timetable.takeTheirs')}
      </button>
    </section>
  )
}

interface FieldsProps {
  readonly input: SlotInput
  readonly change: (patch: Partial<SlotInput>) => void
  readonly today: SchoolDate
}
const SlotFields = ({ input, change, today }: FieldsProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const byDate = input.weekdays.length === 0
  const dateOrNull = (text: string) => (text === '' ? null : schoolDate(text))
  return (
    <>
      <div>
        <label htmlFor={`${id}name`}>{t('timetable.name')}</label>
        <input
          id={`${id}name`}
          value={input.name}
          maxLength={80}
          required
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <div className="fields row">
        <div>
          <label htmlFor={`${id}kind`}>{t('timetable.kind')}</label>
          <select
            id={`${id}kind`}
            value={input.kind}
            onChange={(event) => change({ kind: Value.Parse(AiringKind, event.target.value) })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${id}start`}>{t('timetable.start')}</label>
          <input
            id={`${id}start`}
            type="time"
            required
            value={input.startTime}
            onChange={(event) => change({ startTime: timeOfDay(event.target.value) })}
          />
        </div>
        <div>
          <label htmlFor={`${id}end`}>
            {t('timetable.end')}
            {input.endTime <= input.startTime && `（${t('timetable.nextDay')}）`}
          </label>
          <input
            id={`${id}end`}
            type="time"
            required
            value={input.endTime}
            onChange={(event) => change({ endTime: timeOfDay(event.target.value) })}
          />
        </div>
      </div>
      <fieldset className="choices">
        <legend className="hidden">{t('timetable.when')}</legend>
        <button
          type="button"
          aria-pressed={!byDate}
          onClick={() => change({ weekdays: byDate ? [1, 2, 3, 4, 5] : input.weekdays, dates: [] })}
        >
          {t('timetable.recurring')}
        </button>
        <button
          type="button"
          aria-pressed={byDate}
          onClick={() => change({ weekdays: [], dates: input.dates.length === 0 ? [today] : input.dates })}
        >
          {t('timetable.byDate')}
        </button>
      </fieldset>
      {byDate ? (
        <Dates dates={input.dates} onChange={(dates) => change({ dates })} today={today} />
      ) : (
        <fieldset className="choices">
          <legend className="hidden">{t('timetable.weekdays')}</legend>
          {WEEKDAYS.map((weekday) => {
            const on = input.weekdays.includes(weekday)
            const others = input.weekdays.filter((each) => each !== weekday)
            return (
              <button
                key={weekday}
                type="button"
                aria-pressed={on}
                disabled={on && others.length === 0}
                onClick={() => change({ weekdays: on ? others : [...others, weekday].sort() })}
              >
                {weekdayName(weekday, language)}
              </button>
            )
          })}
        </fieldset>
      )}
      <Audience value={input.audience} onChange={(audience) => change({ audience })} />
      <Source value={input.source} onChange={(source) => change({ source })} />
      <fieldset className="plain-set">
        <legend>{t('timetable.fallback')}</legend>
        <FallbackChain value={input.fallback} onChange={(fallback) => change({ fallback })} />
      </fieldset>
      <fieldset className="plain-set fields row">
        <legend>{t('timetable.valid')}</legend>
        <div>
          <label htmlFor={`${id}from`}>{t('timetable.from')}</label>
          <input
            id={`${id}from`}
            type="date"
            value={input.validFrom ?? ''}
            onChange={(event) => change({ validFrom: dateOrNull(event.target.value) })}
          />
        </div>
        <div>
          <label htmlFor={`${id}until`}>{t('timetable.until')}</label>
          <input
            id={`${id}until`}
            type="date"
            value={input.validUntil ?? ''}
            onChange={(event) => change({ validUntil: dateOrNull(event.target.value) })}
          />
        </div>
      </fieldset>
      <label className="check">
        <input
          type="checkbox"
          checked={input.yearRound}
          onChange={(event) => change({ yearRound: event.target.checked })}
        />
        {t('timetable.yearRound')}
      </label>
      {input.kind === 'listening' && (
        <label className="check">
          <input type="checkbox" checked={input.exam} onChange={(event) => change({ exam: event.target.checked })} />
          {t('timetable.exam')}
        </label>
      )}
    </>
  )
}

interface DatesProps {
  readonly dates: readonly SchoolDate[]
  readonly onChange: (dates: SchoolDate[]) => void
  readonly today: SchoolDate
}
const Dates = ({ dates, onChange, today }: DatesProps) => {
  const { t } = useTranslation()
  const [next, setNext] = useState<string>(today)
  const id = useId()
  return (
    <div>
      <ul className="order">
        {dates.map((date) => (
          <li key={date}>
            <span className="grow">{date}</span>
            <button
              type="button"
              className="button plain small"
              aria-label={`${t('act.remove')}: ${date}`}
              onClick={() => onChange(dates.filter((each) => each !== date))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <label htmlFor={id}>{t('timetable.dates')}</label>{' '}
      <input id={id} type="date" value={next} onChange={(event) => setNext(event.target.value)} />{' '}
      <button
        type="button"
        className="button"
        disabled={next === ''}
        onClick={() => onChange([...new Set([...dates, schoolDate(next)])].sort())}
      >
        {t('act.add')}
      </button>
    </div>
  )
}

interface AudienceProps {
  readonly value: readonly string[]
  readonly onChange: (groups: string[]) => void
}
const Audience = ({ value, onChange }: AudienceProps) => {
  const { t } = useTranslation()
  const groups = useGroups().data ?? []
  return (
    <fieldset className="plain-set">
      <legend>{t('timetable.audience')}</legend>
      <label className="check">
        <input type="checkbox" checked={value.length === 0} onChange={() => onChange([])} />
        {t('timetable.audienceAll')}
      </label>
      <div className="audience">
        {groupTree(groups).map(({ group, depth }) => (
          <label key={group.id} className="check" style={{ paddingInlineStart: depth * 20 }}>
            <input
              type="checkbox"
              checked={value.includes(group.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, group.id] : value.filter((each) => each !== group.id))
              }
            />
            {group.name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface SourceProps {
  readonly value: SourceRule
  readonly onChange: (source: SourceRule) => void
}
const Source = ({ value, onChange }: SourceProps) => {
  const { t } = useTranslation()
  const series = useSeriesList().data ?? []
  const id = useId()
  const choose = (type: string) => {
    if (type === 'series') onChange({ type, seriesId: series[0]?.id ?? '' })
    else if (type === 'media') onChange({ type, mediaIds: [] })
    else if (type === 'news' || type === 'booking' || type === 'none') onChange({ type })
  }
  return (
    <fieldset className="plain-set">
      <legend>{t('timetable.source')}</legend>
      <label className="hidden" htmlFor={id}>
        {t('timetable.source')}
      </label>
      <select id={id} value={value.type} onChange={(event) => choose(event.target.value)}>
        {SOURCES.map((type) => (
          <option key={type} value={type}>
            {t(`timetable.sourceType.${type}`)}
          </option>
        ))}
      </select>{' '}
      {value.type === 'series' && (
        <select
          aria-label={t('timetable.chooseSeries')}
          value={value.seriesId}
          onChange={(event) => onChange({ type: 'series', seriesId: event.target.value })}
        >
          {series.map((each) => (
            <option key={each.id} value={each.id}>
              {each.title}
            </option>
          ))}
        </select>
      )}
      {value.type === 'media' && (
        <MediaOrder value={value.mediaIds} onChange={(mediaIds) => onChange({ type: 'media', mediaIds })} />
      )}
    </fieldset>
  )
}
