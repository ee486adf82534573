/** Forms for what plays: a programme cut in, one skipped, one that goes on. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { slotNameOf } from '../../../protocol/readiness.ts'
import { type Instant, instant } from '../../../protocol/time.ts'
import { usePanel, useSecond } from '../../context.tsx'
import { useGroups, useMediaList } from '../../queries.ts'
import { timeOfDayMs } from '../../school-time.ts'
import { ActForm, type AskProps } from './act-form.tsx'
import { useDoing, useInstead } from './acts.ts'
import { useWhom } from './whom.ts'

const MINUTE = 60_000

export const CutIn = (props: AskProps) => {
  const { t } = useTranslation()
  const { school, live } = usePanel()
  const { act } = useDoing()
  const { groups, name } = useWhom(props.group)
  const ready = (useMediaList().data ?? []).filter(({ state }) => state === 'ready')
  const startAt = (time: string): Instant => {
    const now = live.now()
    return instant(Math.floor(now / 1000) * 1000 - school.sinceMidnight(now) + timeOfDayMs(time))
  }
  const send = (fields: FormData, why: string) => {
    const time = String(fields.get('start') ?? '')
    const start = time === '' ? null : startAt(time)
    return act({ type: 'cut-in', groups, mediaId: String(fields.get('mediaId')), start, end: null }, why)
  }
  return (
    <ActForm {...props} title={t('acts.cutInTitle', { group: name })} label={t('acts.cut-in')} send={send}>
      <label>
        {t('acts.programme')}
        <select name="mediaId" required>
          {ready.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {ready.length === 0 && <p className="faint">{t('acts.noneReady')}</p>}
      <label>
        {t('acts.startAt')}
        <input type="time" name="start" step={1} />
      </label>
      <p className="faint">{t('acts.startHint')}</p>
    </ActForm>
  )
}

export const Skip = (props: AskProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const { act } = useDoing()
  const { groups, name, skippable } = useWhom(props.group)
  const [picked, setPicked] = useState('')
  const chosen = skippable.find(({ airing }) => airing.id === picked) ?? skippable[0]
  const airingId = chosen?.airing.id ?? null
  return (
    <ActForm
      {...props}
      title={t('acts.skipTitle', { group: name })}
      label={t('acts.skip')}
      disabled={airingId === null}
      send={(_, why) => (airingId === null ? undefined : act({ type: 'skip', groups, airingId }, why))}
    >
      <label>
        {t('acts.programme')}
        <select value={airingId ?? ''} onChange={(event) => setPicked(event.currentTarget.value)}>
          {skippable.map(({ airing }) => (
            <option key={airing.id} value={airing.id}>
              {school.shortTime(airing.start)} {airing.title || slotNameOf(airing)}
            </option>
          ))}
        </select>
      </label>
      <Instead groups={groups} airingId={airingId} />
    </ActForm>
  )
}

/** What would air instead; the box keeps its height while it is asked for. */
const Instead = ({ groups, airingId }: { readonly groups: string[]; readonly airingId: string | null }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const known = useGroups().data ?? []
  const instead = useInstead(airingId === null ? null : { type: 'skip', groups, airingId })
  const namesOf = (ids: readonly string[]) =>
    known
      .filter(({ id }) => ids.includes(id))
      .map((each) => each.name)
      .join('、')
  return (
    <div className="instead" aria-live="polite" aria-busy={instead.isPending && airingId !== null}>
      <b>{t('acts.instead')}</b>
      {airingId === null && <p className="faint">{t('acts.nothingToSkip')}</p>}
      {instead.isError && <p>▲ {instead.error.message}</p>}
      {instead.data?.map(({ airing, groups: those }) => (
        <p key={airing.id}>
          {school.shortTime(airing.start)}–{school.endTime(airing.end)} {airing.title || t(`kind.${airing.kind}`)}
          {instead.data.length > 1 && <span className="faint"> {namesOf(those)}</span>}
        </p>
      ))}
    </div>
  )
}

export const Extend = (props: AskProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const { act } = useDoing()
  const now = useSecond()
  const { groups, name, situations } = useWhom(props.group)
  const end = Math.max(now, ...situations.flatMap(({ airing, plays }) => (plays && airing !== null ? airing.end : [])))
  const send = (fields: FormData, why: string) =>
    act({ type: 'extend', groups, until: instant(end + Number(fields.get('minutes')) * MINUTE) }, why)
  return (
    <ActForm {...props} title={t('acts.extendTitle', { group: name })} label={t('acts.extend')} send={send}>
      <p>{t('acts.extendLead', { time: school.shortTime(instant(end)) })}</p>
      <label>
        {t('acts.minutes')}
        <input type="number" name="minutes" min={1} max={120} defaultValue={5} required />
      </label>
    </ActForm>
  )
}
