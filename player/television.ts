/** A paired TV at work. */
import type { AiringReport, DisplayIdentity, PlaybackReport } from '../protocol/display.ts'
import type { Rendition } from '../protocol/media.ts'
import { applyPlan } from '../protocol/plan.ts'
import { type Airing, mayMute } from '../protocol/rundown.ts'
import { type Instant, instant } from '../protocol/time.ts'
import { type Agenda, agendaAt, completeness, type Show } from './agenda.ts'
import { createTvClock } from './clock.ts'
import { createConductor } from './conductor.ts'
import { type Connection, connect } from './connection.ts'
import { createDeck } from './deck.ts'
import { ownBuild, readFacts } from './facts.ts'
import { createFetcher } from './fetcher.ts'
import { createLookout } from './lookout.ts'
import { pictureOf } from './picture.ts'
import { createPosters } from './poster.ts'
import { reloadIfServed } from './reload.ts'
import { believesRefusal, type Cause, renewalFor } from './renewal.ts'
import { renewalNotes } from './renewal-notes.ts'
import { withReplay } from './replay.ts'
import { createReports } from './reports.ts'
import { hiddenUntil, isSoundBlocked, messageOf, noteOf, screenOf, troubleAt } from './screens.ts'
import type { Screen, Stage } from './stage.ts'
import { DEFAULT_LEAD_MS, NEAR_SILENCE, withLead } from './start.ts'
import { median } from './steer.ts'
import type { Storage } from './storage.ts'

interface TelevisionParts {
  readonly stage: Stage
  readonly storage: Storage
  readonly token: string
  readonly preferred: Rendition['name'] | null
}

const TICK_MS = 200
const REPORT_MS = 5000
const AIRED_MS = 20_000
const LOOK_MS = 1000
const BURST_MS = 60_000
/** Long enough for the server's first words after the start. */
const RENEW_MS = 15_000
/** Nothing is fetched this close to a start. */
const HUSH_MS = 5000
/** Used until the server has said otherwise. */
const DEFAULT_ZONE = 'Asia/Taipei'
/** DEFAULT_SETTINGS.fetchRateMbps, in megabits per second: 70 TVs take about half of a 1 Gb/s port. */
const FETCH_RATE_MBPS = 8

export const runTelevision = async ({ stage, storage, token, preferred }: TelevisionParts): Promise<void> => {
  const clock = createTvClock(() => performance.now(), Date.now, await storage.get('wallOffsetMs'))
  const reports = await createReports(storage, clock.now)
  const renewals = renewalNotes()
  let identity: DisplayIdentity | null = await storage.get('identity')
  let plan = await storage.get('plan')
  let leads = (await storage.get('leads')) ?? []
  let reloads = (await storage.get('reloads')) ?? []
  let lostAt: number | null = clock.now()
  /** Since when the server says that it does not know this TV, monotonic; null: it knows it. */
  let refusedAt: number | null = null
  let soundBlocked = false
  let troubleSince: number | null = null
  let identifyUntil = 0
  let unreadable = false

  /** Not waited for; a device that can't keep what it is given says so. */
  let keeps = true
  const keep = (work: Promise<unknown>): void => {
    work.then(
      () => {
        keeps = true
      },
      (error: unknown) => {
        keeps = false
        document.documentElement.dataset.storage = String(error)
      },
    )
  }

  const wholePlan = () => withReplay(plan, identity?.replay ?? null)
  const agenda = () => agendaAt(wholePlan(), clock.now())
  const near = () => {
    const { next } = agenda()
    return next !== null && next.startAt - clock.now() < HUSH_MS
  }
  const fetcher = await createFetcher({
    storage,
    plan: wholePlan,
    now: clock.now,
    token: () => token,
    rateMbps: () => identity?.fetchRateMbps ?? FETCH_RATE_MBPS,
    preferred,
    trustsClock: () => clock.state().type === 'measured',
    hush: () => {
      const { show, next } = agenda()
      const wanted = show ?? next
      const manifest = wanted === null ? null : fetcher.manifestOf(wanted)
      const whole = completeness(wanted, manifest, preferred, clock.now(), storage.held())
      return near() && whole.held === whole.needed
    },
    changed: () => undefined,
  })

  const hidden = (airing: Airing | null) => hiddenUntil(identity, airing, clock.now()) !== null
  const muted = (show: Show | null) =>
    hidden(show?.airing ?? null) ||
    (identity !== null &&
      identity.mutedUntil !== null &&
      clock.now() < identity.mutedUntil &&
      (show === null || mayMute(show.airing)))
  const posters = createPosters(storage, fetcher.manifestOf)
  const lookout = createLookout()
  const withObserved = (airing: AiringReport): AiringReport => ({
    ...airing,
    observed: [...lookout.of(airing.airingId)],
  })
  const [first, second] = stage.videos
  const read = fetcher.read
  const ignore = () => report()
  const conductor = createConductor({
    decks: [createDeck(first, read, ignore), createDeck(second, read, ignore)],
    manifestOf: fetcher.manifestOf,
    preferred,
    precise: clock.precise,
    at: clock.at,
    trimMs: () => identity?.trimMs ?? 0,
    leadMs: () => median(leads) ?? DEFAULT_LEAD_MS,
    leads: () => leads,
    learnLead: (lead) => {
      leads = withLead(leads, lead)
      keep(storage.set('leads', leads))
    },
    volume: (show) => (muted(show) ? NEAR_SILENCE : show.airing.emergency ? 1 : (identity?.volume ?? 1)),
    changed: () => {
      report()
      flush()
    },
    aired: (airing) => {
      if (airing.firstFrameAt !== null || airing.ended) keep(reports.put(withObserved(airing)).then(sendAired))
    },
    reloadsAgoMs: () => reloads.map((at) => clock.now() - at),
    reload: () => {
      reloads = [...reloads, clock.now()].slice(-10)
      keep(storage.set('reloads', reloads).then(reloadIfServed))
    },
  })

  const flush = () => {
    const run = conductor.current()
    const state = run?.report(false)
    if (state !== undefined && state.firstFrameAt !== null) keep(reports.put(withObserved(state)).then(sendAired))
  }
  const sendAired = () => {
    reports.send(connection).catch(() => {
      // The server is away; the reports wait in storage for the next turn.
      document.documentElement.dataset.unsent = 'true'
    })
  }
  const playback = (): PlaybackReport => {
    const told = conductor.playback()
    if (told.state !== 'slate') return told
    if (!keeps || !storage.lasting()) return { state: 'trouble', airingId: null, code: 'storage' }
    const { next } = agenda()
    const fetching = fetcher.state()
    const whole = completeness(next, next && fetcher.manifestOf(next), preferred, clock.now(), storage.held())
    const isWhole = whole.held === whole.needed
    return next === null || isWhole || fetching.type !== 'waiting' || fetching.code === 'network'
      ? told
      : { state: 'trouble', airingId: next.airing.id, code: `fetch-${fetching.code}` }
  }
  const report = () => {
    const { airing, show, next } = agenda()
    const wanted = next ?? show
    const manifest = wanted === null ? null : fetcher.manifestOf(wanted)
    const whole = completeness(wanted, manifest, preferred, clock.now(), storage.held())
    const state = clock.state()
    const send = (storageBytes: number | null) =>
      connection.report({
        at: clock.now(),
        version: plan?.version ?? 0,
        playback: playback(),
        segmentsHeld: whole.held,
        segmentsNeeded: whole.needed,
        clockErrorMs: state.type === 'measured' ? state.fit.errorMs : 1000,
        driftPpm: state.type === 'measured' ? state.fit.driftPpm : 0,
        volume: identity?.volume ?? 1,
        muted: muted(show),
        hidden: hidden(airing),
        noticing: lookout
          .now()
          .map(({ kind, fromMs, toMs }) => ({ kind, since: instant(clock.now() - (toMs - fromMs)) })),
        stalls: conductor.stalls(),
        frames: framesOf(stage.videos),
        refusedReports: reports.refused(),
        storageBytes,
        ...(identity?.toldAt === undefined ? {} : { toldAt: identity.toldAt }),
      })
    storage.usedBytes().then(send, () => send(null))
  }

  const forget = () => keep(storage.clear().then(() => location.reload()))
  const learnClock = async () => {
    clock.learn(await connection.burst())
    if (clock.state().type === 'measured') await storage.set('wallOffsetMs', clock.wallOffsetMs())
    tick()
  }
  const connection: Connection = connect({
    token,
    facts: readFacts(),
    held: () => plan?.version ?? 0,
    identity: (next) => {
      identity = next
      keep(storage.set('identity', next))
      fetcher.wake()
      tick()
      report()
    },
    plan: (message) => {
      const applied = applyPlan(plan, message)
      if (applied === 'need-whole') return { need: 'whole' }
      plan = applied.held
      keep(storage.set('plan', plan))
      fetcher.wake()
      tick()
      report()
      return { held: plan.version }
    },
    command: (command) => {
      switch (command.type) {
        case 'identify':
          identifyUntil = clock.now() + command.seconds * 1000
          return tick()
        case 'reload':
          return location.reload()
        case 'forget':
          return forget()
        default:
          return command satisfies never
      }
    },
    picture: async () => (hidden(agenda().airing) ? null : pictureOf(stage.videos)),
    changed: (state) => {
      refusedAt = state === 'refused' ? (refusedAt ?? performance.now()) : state === 'connected' ? null : refusedAt
      lostAt = state === 'connected' ? null : (lostAt ?? clock.now())
      if (state === 'connected') {
        keep(learnClock())
        fetcher.wake()
        sendAired()
        report()
      }
    },
    unreadable: () => {
      document.documentElement.dataset.unreadable = 'true'
      unreadable = true
    },
  })

  const screen = (at: Agenda, now: Instant): Screen => {
    const run = conductor.current()
    const state = run?.state() ?? null
    const manifest = at.show === null ? null : fetcher.manifestOf(at.show)
    const zone = identity?.timeZone ?? DEFAULT_ZONE
    troubleSince = troubleAt(at.show, state, now, troubleSince)
    soundBlocked = isSoundBlocked(state)
    return screenOf({
      agenda: at,
      state,
      manifest,
      identity,
      plan,
      zone,
      now,
      troubleSince,
      poster: posters.of,
      origin: location.origin,
    })
  }

  /** Loads the page again when it should and nobody would see it. */
  const renew = () => {
    const { airing, show, next } = agenda()
    const built = identity?.playerBuild
    const causes: Cause[] = [
      ...(built === undefined || built === ownBuild() ? [] : [`build ${built}` as const]),
      ...(unreadable ? (['unreadable'] as const) : []),
      ...(storage.lasting() ? [] : (['storage'] as const)),
    ]
    const onAir = show !== null || airing?.emergency === true
    const nextInMs = next === null ? null : next.startAt - clock.now()
    if (refusedAt !== null && believesRefusal(performance.now() - refusedAt, onAir, nextInMs)) return forget()
    const cause = connection.connected() ? renewalFor({ causes, onAir, nextInMs, attempts: renewals.attempts() }) : null
    if (cause !== null && renewals.note(cause)) void reloadIfServed()
  }

  const tick = () => {
    const now = clock.now()
    const at = agenda()
    conductor.evaluate(at, now)
    const shown = screen(at, now)
    const zone = identity?.timeZone ?? DEFAULT_ZONE
    const told = { refused: refusedAt !== null, lostAt, lasting: storage.lasting(), planned: at.airing !== null, zone }
    stage.render(
      shown,
      {
        small: noteOf(told, now),
        rehearsal: identity?.rehearsal ?? false,
        identify: now < identifyUntil ? (identity?.name ?? '') : null,
        message: messageOf(at.airing, identity?.messages ?? [], now),
      },
      now,
      zone,
    )
    tellOutside(shown, at)
  }

  /** For whoever looks at the page from outside. */
  const tellOutside = (shown: Screen, { show, next, changesAt }: Agenda) => {
    const told = playback()
    const wanted = next ?? show
    const manifest = wanted === null ? null : fetcher.manifestOf(wanted)
    const whole = completeness(wanted, manifest, preferred, clock.now(), storage.held())
    writeOutside({
      state: shown.type === 'picture' || shown.type === 'listening' ? 'playing' : shown.type,
      playback: told.state,
      airing: told.state === 'slate' ? '' : (told.airingId ?? ''),
      skew: told.state === 'playing' ? told.skewMs.toFixed(1) : '',
      position: told.state === 'playing' ? String(told.positionMs) : '',
      firstFrame: String(conductor.current()?.report(false).firstFrameAt ?? ''),
      lead: (median(leads) ?? DEFAULT_LEAD_MS).toFixed(1),
      connection: connection.connected() ? 'connected' : 'lost',
      version: String(plan?.version ?? 0),
      held: String(whole.held),
      needed: String(whole.needed),
      clock: clock.state().type,
      fetcher: fetcher.state().type,
      changesAt: String(changesAt ?? ''),
    })
  }

  setInterval(tick, TICK_MS)
  setInterval(report, REPORT_MS)
  setInterval(() => lookout.look(conductor.current(), muted(agenda().show)), LOOK_MS)
  setInterval(flush, AIRED_MS)
  setInterval(() => keep(learnClock()), BURST_MS)
  setInterval(renew, RENEW_MS)
  const allowSound = () => {
    if (soundBlocked) conductor.current()?.rejoin()
  }
  addEventListener('keydown', allowSound)
  addEventListener('click', allowSound)
}

/** Of both decks, as the browser counts them (Media Playback Quality); a deck begins at 0 with each programme. */
const framesOf = (videos: Stage['videos']) => {
  const counts = videos.map((video) => video.getVideoPlaybackQuality())
  return {
    total: counts.reduce((sum, { totalVideoFrames }) => sum + totalVideoFrames, 0),
    dropped: counts.reduce((sum, { droppedVideoFrames }) => sum + droppedVideoFrames, 0),
  }
}

/** Attributes of the page, written only when they change. */
const writeOutside = (seen: Readonly<Record<string, string>>): void => {
  const { dataset } = document.documentElement
  for (const [name, value] of Object.entries(seen)) if (dataset[name] !== value) dataset[name] = value
}
