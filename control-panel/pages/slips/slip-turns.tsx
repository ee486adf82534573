/** Each office of the round: signed by whom and when, or waited for, and what the section can do about it. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MadeSignLink, type SlipTurn, SlipView } from '../../../protocol/slip.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { QrCode } from '../../shell/qr-code.tsx'
import { officeName, TURN_LOOKS } from './slip-looks.ts'

export const SlipTurns = ({ slip }: { readonly slip: SlipView }) => {
  const { t } = useTranslation()
  return (
    <section className="panel-card" aria-label={t('slip.offices')}>
      <h2>
        {t('slip.offices')}{' '}
        <span className="faint">
          {t(slip.order === 'in-order' ? 'slip.inOrder' : 'slip.together')}
          {slip.round > 1 && ` · ${t('slip.round', { round: slip.round })}`}
        </span>
      </h2>
      <ul className="rows slip-turns">
        {slip.turns.map((turn) => (
          <Turn key={turn.office} slip={slip} turn={turn} />
        ))}
      </ul>
    </section>
  )
}

interface TurnProps {
  readonly slip: SlipView
  readonly turn: SlipTurn
}
const Turn = ({ slip, turn }: TurnProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { settings } = usePanel()
  const writes = useMay('slips.write')
  const { level, shape } = TURN_LOOKS[turn.state]
  const isLater = turn.state === 'waiting' && !turn.isUp
  const written = (at: Parameters<typeof dateAndTime>[0]) => dateAndTime(at, settings.timeZone, language)
  return (
    <li>
      <b className="grow">{officeName(turn, language)}</b>
      {turn.signature !== null && (
        <span>
          {turn.signature.name} · {written(turn.signature.at)} ·{' '}
          {t(`slip.via.${turn.signature.via}`, { by: turn.signature.recordedBy ?? '' })}{' '}
          <span className="faint" title={t('slip.hashHint')}>
            {t('slip.hash', { hash: turn.signature.hash.slice(0, 8) })}
          </span>
        </span>
      )}
      <span className={`chip ${level}`}>
        {shape} {t(`slip.turn.${isLater ? 'later' : turn.state}`)}
        {turn.since !== null && ` ${t('slip.since', { date: written(turn.since) })}`}
      </span>
      {turn.question !== '' && (
        <div className="wide">
          <p>
            {t('slip.question')}: {turn.question}
          </p>
          {turn.answer !== '' && (
            <p>
              {t('slip.answer')}: {turn.answer}
            </p>
          )}
        </div>
      )}
      {writes && turn.state === 'asked' && <Answering slip={slip} turn={turn} />}
      {writes && turn.since !== null && <Reaching slip={slip} turn={turn} />}
    </li>
  )
}

const Answering = ({ slip, turn }: TurnProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const [said, setSaid] = useState('')
  const office = officeName(turn, language)
  return (
    <form
      className="wide link-line"
      onSubmit={(event) => {
        event.preventDefault()
        attempt(async () => {
          await api.send('POST', `/api/slips/${slip.id}/turns/${turn.office}/answer`, SlipView, { said })
          done(t('slip.answered', { office }))
        })
      }}
    >
      <input
        aria-label={t('slip.answer')}
        placeholder={t('slip.answer')}
        maxLength={500}
        value={said}
        onChange={(event) => setSaid(event.currentTarget.value)}
      />
      <button type="submit" className="button primary" disabled={said.trim() === ''}>
        {t('slip.giveAnswer')}
      </button>
    </form>
  )
}

/** The ways to an office without an account: a link, or the printed slip. */
const Reaching = ({ slip, turn }: TurnProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { api, settings } = usePanel()
  const { done, attempt } = useNotices()
  const [made, setMade] = useState<MadeSignLink | null>(null)
  const [onPaper, setOnPaper] = useState(false)
  const [name, setName] = useState('')
  const office = officeName(turn, language)
  const path = `/api/slips/${slip.id}/turns/${turn.office}`
  const until = (at: MadeSignLink['expiresAt']) => dateAndTime(at, settings.timeZone, language)
  return (
    <>
      <div className="wide acts start">
        {turn.linkUntil !== null && (
          <span className="faint">{t('slip.linkGood', { until: until(turn.linkUntil) })}</span>
        )}
        <button
          type="button"
          className="button small"
          onClick={() => attempt(async () => setMade(await api.send('POST', `${path}/link`, MadeSignLink)))}
        >
          {t('slip.newLink')}
        </button>
        {turn.linkUntil !== null && (
          <button
            type="button"
            className="button small"
            onClick={() =>
              attempt(async () => {
                await api.act('DELETE', `${path}/link`)
                done(t('slip.linkEnded'))
              })
            }
          >
            {t('slip.endLink')}
          </button>
        )}
        <button type="button" className="button small" onClick={() => setOnPaper(true)}>
          {t('slip.paper')}
        </button>
      </div>
      {made !== null && (
        <Link made={made} office={office} until={until(made.expiresAt)} onClose={() => setMade(null)} />
      )}
      {onPaper && (
        <Dialog
          title={t('slip.paper')}
          onClose={() => setOnPaper(false)}
          act={{
            label: t('slip.record'),
            run: () =>
              attempt(async () => {
                await api.send('POST', `${path}/paper`, SlipView, { name, hash: slip.hash })
                done(t('slip.signed'))
              }),
          }}
        >
          <p>{t('slip.paperLead')}</p>
          <div className="fields">
            <div>
              <label htmlFor="paper-signer">
                {office} · {t('slip.signer')}
              </label>
              <input
                id="paper-signer"
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}

interface LinkProps {
  readonly made: MadeSignLink
  readonly office: string
  readonly until: string
  readonly onClose: () => void
}
const Link = ({ made, office, until, onClose }: LinkProps) => {
  const { t } = useTranslation()
  const { done, attempt } = useNotices()
  const address = `${window.location.origin}/#/sign?token=${made.token}`
  return (
    <Dialog title={t('slip.linkMade', { office })} onClose={onClose}>
      <p>{t('slip.linkLead', { office, until })}</p>
      <QrCode text={address} label={t('slip.link')} />
      <div className="link-line">
        <input aria-label={t('slip.link')} readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        {/* Over plain HTTP a browser gives no clipboard: the field selects itself instead. */}
        {window.isSecureContext && (
          <button
            type="button"
            className="button"
            onClick={() =>
              attempt(async () => {
                await navigator.clipboard.writeText(address)
                done(t('slip.copied'))
              })
            }
          >
            {t('slip.copy')}
          </button>
        )}
      </div>
    </Dialog>
  )
}
