/** One repair slip: where it stands and what is next, what it says, who signed, what happened. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { SlipDetail, SlipView } from '../../../protocol/slip.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { type Deciding, SignForm } from './sign-form.tsx'
import { SlipFacts } from './slip-facts.tsx'
import { SlipForm } from './slip-form.tsx'
import { lacking, officeName, SLIP_LOOKS, waitsWords } from './slip-looks.ts'
import { SlipPictures } from './slip-pictures.tsx'
import { SlipTurns } from './slip-turns.tsx'
import './slips.css'

const SlipPage = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams<{ id: string }>()
  const { api } = usePanel()
  const slip = useQuery({ queryKey: ['slips', 'one', id], queryFn: () => api.get(`/api/slips/${id}`, SlipDetail) })
  if (slip.isError && slip.data === undefined)
    return <Failed page={t('slip.title')} error={slip.error} retry={() => slip.refetch()} />
  if (slip.data === undefined) return <Skeleton rows={4} height={120} />
  return <Slip key={id} slip={slip.data} />
}
export default SlipPage

const Slip = ({ slip }: { readonly slip: SlipDetail }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { api, settings } = usePanel()
  const [isChanging, setChanging] = useState(false)
  const mine = slip.turns.find(({ office, since }) => office === slip.mine && since !== null)
  const waits = waitsWords(slip, t, language)
  const { level, shape } = SLIP_LOOKS[slip.state]
  const load = (photo: string) => api.blob(`/api/slips/${slip.id}/photos/${photo}`)
  return (
    <>
      <div className="page-head">
        <h1>
          {t('slip.open', { number: slip.number })}{' '}
          <span className={`chip ${level}`}>{`${shape} ${t(`slip.state.${slip.state}`)}`}</span>
        </h1>
        <SectionActs slip={slip} isChanging={isChanging} change={() => setChanging(true)} />
      </div>
      <p className="slip-now">
        {waits.length === 0 ? <span className="faint">{t('slip.nobody')}</span> : <b>{waits.join(t('slip.comma'))}</b>}{' '}
        {slip.waitsSince !== null && (
          <span className="faint">
            {t('slip.since', { date: dateAndTime(slip.waitsSince, settings.timeZone, language) })}
          </span>
        )}
      </p>
      {slip.refusal !== '' && <p className="notice amber">▲ {t('slip.refusal', { reason: slip.refusal })}</p>}
      {mine !== undefined && <Mine slip={slip} hasAsked={mine.state === 'asked'} office={officeName(mine, language)} />}
      {isChanging ? (
        <SlipForm key={slip.version} slip={slip} onClose={() => setChanging(false)} />
      ) : (
        <section className="panel-card">
          <SlipFacts slip={slip} />
        </section>
      )}
      {slip.turns.length > 0 && <SlipTurns slip={slip} />}
      {slip.round > 0 && <SlipPictures photos={slip.photos} load={load} />}
      <History slip={slip} />
    </>
  )
}

interface ActsProps {
  readonly slip: SlipDetail
  readonly isChanging: boolean
  readonly change: () => void
}
const SectionActs = ({ slip, isChanging, change }: ActsProps) => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const language = useLanguage()
  const writes = useMay('slips.write')
  const readsFaults = useMay('faults.read')
  const { done, attempt } = useNotices()
  const [isAsked, setAsked] = useState(false)
  const { id, number, state, version } = slip
  const act = (path: string, body?: object) => api.send('POST', `/api/slips/${id}/${path}`, SlipView, body)
  const takeUp = () =>
    attempt(async () => {
      await act('take-up')
      done(t('slip.takenUp', { number }))
    })
  const withdraw = () =>
    attempt(async () => {
      await act('withdraw')
      done(t('slip.withdrawn', { number }), { label: t('act.undo'), run: takeUp })
    })
  const send = () =>
    attempt(async () => {
      await act('send', { version })
      done(t('slip.sent', { number }), { label: t('slip.withdraw'), run: withdraw })
    })
  const offices = settings.countersigners.map((office) => officeName(office, language)).join(t('slip.comma'))
  const isSignedBySome = slip.turns.some((turn) => turn.state === 'signed')
  const isOpen = state === 'draft' || state === 'circulating' || (state === 'signed' && slip.fault.state === 'to-call')
  return (
    <div className="acts">
      {readsFaults && (
        <Link className="button" href={`/faults/${slip.faultId}`}>
          {t('slip.fault')}
        </Link>
      )}
      <a className="button" href={`/api/slips/${id}/paper.pdf`} target="_blank" rel="noreferrer">
        {t('slip.pdf')}
      </a>
      {writes && isOpen && (
        <button type="button" className="button" onClick={isSignedBySome ? () => setAsked(true) : withdraw}>
          {t('slip.withdraw')}
        </button>
      )}
      {writes && isOpen && !isChanging && (
        <button type="button" className={lacking(slip).length > 0 ? 'button primary' : 'button'} onClick={change}>
          {t('slip.change')}
        </button>
      )}
      {writes && state === 'draft' && (
        <button
          type="button"
          className="button primary"
          disabled={lacking(slip).length > 0 || isChanging}
          title={t('slip.sendLead', { offices })}
          onClick={send}
        >
          {t('slip.send')}
        </button>
      )}
      {writes && (state === 'refused' || state === 'withdrawn') && (
        <button type="button" className="button primary" onClick={takeUp}>
          {t('slip.takeUp')}
        </button>
      )}
      {isAsked && (
        <Dialog
          title={t('slip.withdraw')}
          onClose={() => setAsked(false)}
          act={{ label: t('slip.withdraw'), run: withdraw }}
        >
          <p>{t('slip.withdrawLead', { number })}</p>
        </Dialog>
      )}
    </div>
  )
}

interface MineProps {
  readonly slip: SlipDetail
  readonly office: string
  readonly hasAsked: boolean
}
/** The reader's own office is waited for. */
const Mine = ({ slip, office, hasAsked }: MineProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const decide = (deciding: Deciding) =>
    attempt(async () => {
      const said = deciding.type === 'sign' ? {} : { said: deciding.said }
      const body = deciding.type === 'ask' ? said : { hash: slip.hash, ...said }
      await api.send('POST', `/api/slips/${slip.id}/${deciding.type}`, SlipView, body)
      done(t(({ sign: 'slip.signed', refuse: 'slip.refused', ask: 'slip.asked' } as const)[deciding.type]))
    })
  return (
    <section className="panel-card" aria-label={t('slip.forSign')}>
      <h2>
        {t('slip.forSign')} <span className="faint">{office}</span>
      </h2>
      <SignForm asksName={false} hasAsked={hasAsked} decide={decide} />
    </section>
  )
}

const History = ({ slip }: { readonly slip: SlipDetail }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const offices = new Map(slip.turns.map((turn) => [turn.office, officeName(turn, language)]))
  return (
    <details className="panel-card">
      <summary>{t('slip.history')}</summary>
      <ol className="rows">
        {slip.events.map((event) => (
          <li key={event.id}>
            <span className="faint">{dateAndTime(event.at, settings.timeZone, language)}</span>
            <span className="grow">
              {event.by === 'system' ? 'Nooncast' : event.by} {t(`slip.act.${event.act}`)}
              {event.office !== null && ` · ${offices.get(event.office) ?? event.office}`}
              {event.act === 'signed' && (event.round < slip.round || slip.state === 'withdrawn') && (
                <span className="faint"> · {t('slip.noLonger')}</span>
              )}
            </span>
            {event.said !== '' && event.act !== 'changed' && <span className="wide faint">{event.said}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}
