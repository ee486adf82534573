/** What the operator can do now to the groups chosen; what they can't obey is not offered. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActRequest, ActType } from '../../../protocol/acts.ts'
import { instant } from '../../../protocol/time.ts'
import { useMay, usePanel, useSecond } from '../../context.tsx'
import { useMediaList, useRundown } from '../../queries.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { isOffered, situationsIn, useDoing } from './acts.ts'

type Asking = 'cut-in' | 'extend' | 'message' | 'volume' | 'emergency'
const MINUTE = 60_000

interface Props {
  /** The group chosen on the wall; empty: the whole school. */
  readonly group: string
  readonly groupName: string
  /** The groups that this stands for. */
  readonly reached: ReadonlySet<string>
}
export const ActBar = ({ group, groupName, reached }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const mayEmergency = useMay('playout.emergency')
  const now = useSecond()
  const today = school.date(now)
  const rundown = useRundown(today, today)
  const doing = useDoing()
  const [asking, setAsking] = useState<Asking | null>(null)
  const situations = situationsIn(rundown.data ?? [], reached, now)
  const offered = (act: ActType) => rundown.data !== undefined && reached.size > 0 && isOffered(act, situations)
  const groups = group === '' ? [] : [group]
  const ends = situations.flatMap(({ airing, plays }) => (plays && airing !== null ? [airing.end] : []))
  const close = () => setAsking(null)
  const button = (act: ActType, run: () => void) => (
    <button type="button" className="button" disabled={!offered(act)} onClick={run}>
      {t(`acts.${act}`)}
    </button>
  )
  return (
    <section className="act-bar" aria-label={t('acts.title')}>
      <span className="faint">{t('acts.for', { group: groupName })}</span>
      {button('cut-in', () => setAsking('cut-in'))}
      {button('hold', () => doing.act({ type: 'hold', groups }))}
      {button('end', () => doing.act({ type: 'end', groups }))}
      {button('extend', () => setAsking('extend'))}
      {button('message', () => setAsking('message'))}
      {button('volume', () => setAsking('volume'))}
      {button('identify', () => doing.act({ type: 'identify', groups, displays: [] }))}
      {mayEmergency && (
        <button type="button" className="button danger" onClick={() => setAsking('emergency')}>
          {t('acts.emergency')}
        </button>
      )}
      {asking === 'cut-in' && <CutIn groups={groups} onClose={close} doing={doing.act} name={groupName} />}
      {asking === 'extend' && (
        <Extend groups={groups} onClose={close} doing={doing.act} end={Math.max(now, ...ends)} name={groupName} />
      )}
      {asking === 'message' && <Message groups={groups} onClose={close} doing={doing.act} name={groupName} />}
      {asking === 'volume' && <Volume groups={groups} onClose={close} doing={doing.act} name={groupName} />}
      {asking === 'emergency' && <Emergency groups={groups} onClose={close} name={groupName} />}
    </section>
  )
}

interface AskProps {
  readonly groups: string[]
  readonly name: string
  readonly onClose: () => void
  readonly doing: (request: ActRequest) => Promise<void>
}

interface FormProps {
  readonly title: string
  readonly label: string
  readonly danger?: boolean
  readonly onClose: () => void
  readonly send: (fields: FormData) => void
  readonly children: ReactNode
}
const ActForm = ({ title, label, danger = false, onClose, send, children }: FormProps) => {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    send(new FormData(event.currentTarget))
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="fields" onSubmit={submit}>
        {children}
        <button type="submit" className={`button ${danger ? 'danger' : 'primary'}`}>
          {label}
        </button>
      </form>
    </Dialog>
  )
}

const CutIn = ({ groups, name, onClose, doing }: AskProps) => {
  const { t } = useTranslation()
  const { school, live } = usePanel()
  const media = useMediaList().data ?? []
  const send = (fields: FormData) => {
    const time = String(fields.get('start') ?? '')
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
    const now = live.now()
    const midnight = Math.floor(now / 1000) * 1000 - school.sinceMidnight(now)
    const start = time === '' ? null : instant(midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000)
    return doing({ type: 'cut-in', groups, mediaId: String(fields.get('mediaId')), start, end: null })
  }
  return (
    <ActForm title={t('acts.cutInTitle', { group: name })} label={t('acts.cut-in')} onClose={onClose} send={send}>
      <label>
        {t('acts.programme')}
        <select name="mediaId" required>
          {media
            .filter(({ state }) => state === 'ready')
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </select>
      </label>
      <label>
        {t('acts.startAt')}
        <input type="time" name="start" step={1} />
      </label>
      <p className="faint">{t('acts.startHint')}</p>
    </ActForm>
  )
}

const Extend = ({ groups, name, onClose, doing, end }: AskProps & { readonly end: number }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const send = (fields: FormData) =>
    doing({ type: 'extend', groups, until: instant(end + Number(fields.get('minutes')) * MINUTE) })
  return (
    <ActForm title={t('acts.extendTitle', { group: name })} label={t('acts.extend')} onClose={onClose} send={send}>
      <p>{t('acts.extendLead', { time: school.shortTime(instant(end)) })}</p>
      <label>
        {t('acts.minutes')}
        <input type="number" name="minutes" min={1} max={120} defaultValue={5} required />
      </label>
    </ActForm>
  )
}

const Message = ({ groups, name, onClose, doing }: AskProps) => {
  const { t } = useTranslation()
  const { live } = usePanel()
  const send = (fields: FormData) => {
    const words = { zh: String(fields.get('zh')).trim(), en: String(fields.get('en')).trim() }
    const until = instant(live.now() + Number(fields.get('minutes')) * MINUTE)
    return doing({ type: 'message', groups, displays: [], words, until })
  }
  return (
    <ActForm title={t('acts.messageTitle', { group: name })} label={t('acts.message')} onClose={onClose} send={send}>
      <label>
        {t('acts.chinese')}
        <input name="zh" required maxLength={200} lang="zh-TW" />
      </label>
      <label>
        {t('acts.english')}
        <input name="en" required maxLength={200} lang="en" />
      </label>
      <label>
        {t('acts.minutes')}
        <input type="number" name="minutes" min={1} max={600} defaultValue={10} required />
      </label>
    </ActForm>
  )
}

const Volume = ({ groups, name, onClose, doing }: AskProps) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const ceiling = Math.round(settings.volumeCeiling * 100)
  const send = (fields: FormData) =>
    doing({ type: 'volume', groups, displays: [], volume: Number(fields.get('volume')) / 100 })
  return (
    <ActForm title={t('acts.volumeTitle', { group: name })} label={t('acts.volume')} onClose={onClose} send={send}>
      <label>
        {t('displays.volume')} (%)
        <input type="number" name="volume" min={0} max={ceiling} defaultValue={Math.min(60, ceiling)} required />
      </label>
      <p className="faint">{t('acts.ceiling', { ceiling })}</p>
    </ActForm>
  )
}

const Emergency = ({ groups, name, onClose }: Omit<AskProps, 'doing'>) => {
  const { t } = useTranslation()
  const doing = useDoing()
  const send = (fields: FormData) =>
    doing.emergency({
      groups,
      mediaId: null,
      notice: {
        zh: String(fields.get('zh')).trim(),
        en: String(fields.get('en')).trim(),
        exercise: fields.get('exercise') !== null,
      },
    })
  return (
    <ActForm
      title={t('acts.emergencyTitle', { group: name })}
      label={t('acts.emergency')}
      danger
      onClose={onClose}
      send={send}
    >
      <p>{t('acts.emergencyLead')}</p>
      <label>
        {t('acts.chinese')}
        <input name="zh" required maxLength={200} lang="zh-TW" defaultValue={t('acts.emergencyZh', { lng: 'zh-TW' })} />
      </label>
      <label>
        {t('acts.english')}
        <input name="en" required maxLength={200} lang="en" defaultValue={t('acts.emergencyEn', { lng: 'en' })} />
      </label>
      <label className="check">
        <input type="checkbox" name="exercise" /> {t('acts.exercise')}
      </label>
    </ActForm>
  )
}
