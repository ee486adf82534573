/** One room: what its TV really shows, what it reports, and what can be done to it alone. */
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canObey } from '../../../protocol/act-ability.ts'
import { type ActRequest, refusalOf } from '../../../protocol/acts.ts'
import type { Display } from '../../../protocol/display.ts'
import { tileOf } from '../../../protocol/tile.ts'
import { duration, instant } from '../../../protocol/time.ts'
import { Chronicle } from '../../chronicle/chronicle.tsx'
import { useMay, usePanel, useSecond } from '../../context.tsx'
import { useMediaList, useRundown } from '../../queries.ts'
import { RoomFaultList } from '../../room-faults/room-faults.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { useDoing } from './acts.ts'
import { situationsIn } from './offered.ts'
import { RoomHistory } from './room-history.tsx'
import { useTileWord } from './tile-word.ts'

const PICTURE_EVERY_MS = 10_000
/** A lesson in Taiwan's high schools. */
const LESSON_MS = 50 * 60_000

export const Room = ({ display, onClose }: { readonly display: Display; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const now = useSecond()
  const word = useTileWord()
  const doing = useDoing()
  const [why, setWhy] = useState('')
  const act = (request: ActRequest) => doing.act(request, why.trim())
  const today = school.date(now)
  const airings = useRundown(today, today).data ?? []
  const [situation] = situationsIn(airings, new Set([display.groupId ?? '']), now)
  const displays = [display.id]
  const may = (type: 'mute' | 'hide' | 'volume' | 'reload' | 'identify' | 'standby' | 'replay') =>
    (situation === undefined || refusalOf(type, situation) === null) && canObey(type, display)
  const hidden = display.hidden !== null && display.hidden.until > now ? display.hidden : null
  const isMuted = display.mutedUntil !== null && display.mutedUntil > now
  const setVolume = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const volume = Number(new FormData(event.currentTarget).get('volume')) / 100
    return act({ type: 'volume', groups: [], displays, volume })
  }
  return (
    <Dialog title={display.name} onClose={onClose}>
      <div className="room">
        <Picture display={display} />
        <p className="room-word">
          <b>{word(tileOf(display, now))}</b>
          {situation?.airing != null && <span> · {situation.airing.title || t(`kind.${situation.airing.kind}`)}</span>}
        </p>
        {hidden !== null && (
          <p className="room-word">□ {t('acts.hiddenBy', { name: hidden.by, time: school.endTime(hidden.until) })}</p>
        )}
        <Reported display={display} />
        <RoomFaultList display={display} />
        <label className="room-why">
          {t('acts.why')}
          <input maxLength={200} value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
        </label>
        <form className="room-acts" onSubmit={setVolume}>
          <label>
            {t('displays.volume')} (%){' '}
            <input name="volume" type="number" min={0} max={100} defaultValue={Math.round(display.volume * 100)} />
          </label>
          <button type="submit" className="button" disabled={!may('volume')}>
            {t('acts.volume')}
          </button>
        </form>
        <div className="room-acts">
          <button
            type="button"
            className="button"
            disabled={!may('mute')}
            onClick={() =>
              act({ type: 'mute', groups: [], displays, until: isMuted ? null : instant(now + LESSON_MS) })
            }
          >
            {t(isMuted ? 'displays.unmute' : 'acts.muteLesson')}
          </button>
          <button
            type="button"
            className="button"
            disabled={!may('hide')}
            onClick={() =>
              act({ type: 'hide', groups: [], displays, until: hidden === null ? instant(now + LESSON_MS) : null })
            }
          >
            {t(hidden === null ? 'acts.hideLesson' : 'acts.unhide')}
          </button>
          <button
            type="button"
            className="button"
            disabled={!may('standby')}
            onClick={() => act({ type: 'standby', groups: [], displays, on: !display.standby })}
          >
            {t(display.standby ? 'acts.wakeUp' : 'acts.standby')}
          </button>
          {(['identify', 'reload'] as const).map((type) => (
            <button
              key={type}
              type="button"
              className="button"
              disabled={!may(type)}
              onClick={() => act({ type, groups: [], displays })}
            >
              {t(`acts.${type}`)}
            </button>
          ))}
        </div>
        <Again display={display} disabled={!may('replay')} act={act} />
        <RoomHistory display={display} />
        <RoomChronicle room={display.name} />
      </div>
    </Dialog>
  )
}

/** Asked for when it is opened. */
const RoomChronicle = ({ room }: { readonly room: string }) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  if (!useMay('requests.read')) return null
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('chronicle.room', { room })} <span className="faint">{t('chronicle.roomLead')}</span>
      </summary>
      {isOpen && <Chronicle of={{ type: 'room', room }} />}
    </details>
  )
}

/** Asked for again every ten seconds while it is looked at; the box keeps its size. */
const Picture = ({ display }: { readonly display: Display }) => {
  const { t } = useTranslation()
  const [turn, setTurn] = useState(0)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => setTurn((held) => held + 1), PICTURE_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  const online = display.status.state === 'online'
  return (
    <div className="room-picture">
      {online && (
        <img
          key={display.id}
          hidden={failed}
          src={`/api/displays/${display.id}/picture?turn=${turn}`}
          alt={t('acts.pictureOf', { name: display.name })}
          onError={() => setFailed(true)}
          onLoad={() => setFailed(false)}
        />
      )}
      {(failed || !online) && <span className="faint">{t(online ? 'acts.noPicture' : 'tile.offlineNever')}</span>}
    </div>
  )
}

const Reported = ({ display: { status } }: { readonly display: Display }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  if (status.state === 'offline')
    return (
      <p className="faint">
        {status.since === null ? t('tile.offlineNever') : t('tile.offline', { time: school.shortTime(status.since) })}
      </p>
    )
  const { report } = status
  if (report === null) return <p className="faint">{t('tile.starting')}</p>
  const skew = report.playback.state === 'playing' ? `${report.playback.skewMs.toFixed(0)} ms` : '—'
  const facts = [
    [t('acts.held'), `${report.segmentsHeld} / ${report.segmentsNeeded}`],
    [t('acts.skew'), skew],
    [t('acts.clockError'), `${report.clockErrorMs.toFixed(1)} ms`],
    [t('acts.stalls'), String(report.stalls)],
    [t('displays.size'), `${status.facts.width} × ${status.facts.height}`],
    [t('displays.app'), status.facts.appVersion],
  ] as const
  return (
    <>
      {report.noticing?.map(({ kind, since }) => (
        <p key={kind} className="room-word">
          ▲ {t('acts.noticing', { what: t(`asRun.seen.${kind}`), time: school.time(since) })}
        </p>
      ))}
      <dl className="room-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** One question of a listening exam again, in this room alone. */
interface AgainProps {
  readonly display: Display
  readonly disabled: boolean
  readonly act: (request: ActRequest) => void
}
const Again = ({ display, disabled, act }: AgainProps) => {
  const { t } = useTranslation()
  const media = (useMediaList().data ?? []).filter(({ state }) => state === 'ready')
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const second = (name: string) => {
      const [minutes = 0, seconds = 0] = String(fields.get(name)).split(':').map(Number)
      return duration(Math.max(0, minutes * 60 + seconds) * 1000)
    }
    return act({
      type: 'replay',
      displays: [display.id],
      mediaId: String(fields.get('mediaId')),
      fromMs: second('from'),
      toMs: second('to'),
      start: null,
    })
  }
  return (
    <details>
      <summary>{t('acts.replay')}</summary>
      <form className="fields" onSubmit={send}>
        <label>
          {t('acts.programme')}
          <select name="mediaId" required>
            {media.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <div className="room-acts">
          <label>
            {t('acts.from')} <input name="from" required pattern="[0-9]{1,3}:[0-5][0-9]" placeholder="06:30" />
          </label>
          <label>
            {t('acts.to')} <input name="to" required pattern="[0-9]{1,3}:[0-5][0-9]" placeholder="07:10" />
          </label>
        </div>
        <button type="submit" className="button primary" disabled={disabled}>
          {t('acts.replay')}
        </button>
      </form>
    </details>
  )
}
