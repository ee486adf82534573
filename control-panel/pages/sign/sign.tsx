/** The holder of a one-time link (`/#/sign?token=…`) reads a repair slip on a phone, and signs, refuses or asks. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SlipToSign } from '../../../protocol/slip.ts'
import type { GuestProps } from '../../guest-props.ts'
import { hashQuery } from '../../hash.ts'
import { dateAndTime } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { type Deciding, SignForm } from '../slips/sign-form.tsx'
import { SlipFacts } from '../slips/slip-facts.tsx'
import { officeName, TURN_LOOKS } from '../slips/slip-looks.ts'
import { SlipPictures } from '../slips/slip-pictures.tsx'
import '../slips/slips.css'

const SignPage = ({ api }: GuestProps) => {
  const { t, i18n } = useTranslation()
  const [token] = useState(() => hashQuery('token', window.location) ?? '')
  const slip = useQuery({
    queryKey: ['sign', token],
    queryFn: () => api.send('POST', '/api/sign', SlipToSign, { token }),
    retry: false,
    refetchOnWindowFocus: false,
  })
  return (
    <main className="sign-page" aria-busy={slip.isPending}>
      <header className="sign-head">
        <b>
          <img src="/icon.svg" alt="" width={24} height={24} /> {slip.data?.schoolName ?? 'Nooncast'}
        </b>
        <div className="door-languages">
          <button type="button" lang="zh-Hant-TW" onClick={() => i18n.changeLanguage('zh-TW')}>
            中文
          </button>
          <button type="button" lang="en" onClick={() => i18n.changeLanguage('en')}>
            English
          </button>
        </div>
      </header>
      {slip.isError && (
        <section className="panel-card">
          <h1>{t('slip.title')}</h1>
          <p className="notice amber" role="alert">
            ▲ {slip.error.message}
          </p>
          <button type="button" className="button" onClick={() => slip.refetch()}>
            {t('act.retry')}
          </button>
        </section>
      )}
      {slip.isPending && <div className="blank" />}
      {slip.data !== undefined && <ToSign api={api} token={token} given={slip.data} />}
    </main>
  )
}
export default SignPage

interface ToSignProps extends GuestProps {
  readonly token: string
  readonly given: SlipToSign
}
const ToSign = ({ api, token, given }: ToSignProps) => {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh-TW'
  const { attempt } = useNotices()
  const [held, setHeld] = useState(given)
  const [done, setDone] = useState<Deciding['type'] | null>(null)
  const { slip, photos, timeZone } = held
  const turn = slip.turns.find(({ office }) => office === held.office)
  const office = turn === undefined ? held.office : officeName(turn, language)
  const decide = (deciding: Deciding) =>
    attempt(async () => {
      const said = deciding.type === 'sign' ? {} : { said: deciding.said }
      const hash = deciding.type === 'ask' ? {} : { hash: slip.hash }
      const body = { token, name: deciding.name, ...said, ...hash }
      setHeld(await api.send('POST', `/api/sign/${deciding.type}`, SlipToSign, body))
      setDone(deciding.type)
    })
  const load = (id: string) => api.blob(`/api/sign/photos/${id}`, undefined, { 'x-guest-token': token })
  const thanks = { sign: 'slip.thanksSigned', refuse: 'slip.thanksRefused', ask: 'slip.thanksAsked' } as const
  return (
    <>
      <h1>
        {t('slip.forSign')} <span className="faint">{office}</span>
      </h1>
      <p className="slip-now">
        {t('slip.forSignLead')}{' '}
        <span className="faint">
          {t('slip.forSignUntil', { until: dateAndTime(held.expiresAt, timeZone, language) })}
        </span>
      </p>
      <section className="panel-card">
        <h2>{t('slip.open', { number: slip.number })}</h2>
        <SlipFacts slip={slip} />
      </section>
      {photos.length > 0 && <SlipPictures photos={photos} load={load} />}
      <section className="panel-card" aria-label={t('slip.offices')}>
        <h2>{t('slip.offices')}</h2>
        <ul className="rows">
          {slip.turns.map((each) => (
            <li key={each.office}>
              <b className="grow">{officeName(each, language)}</b>
              {each.signature !== null && (
                <span>
                  {each.signature.name} · {dateAndTime(each.signature.at, timeZone, language)}
                </span>
              )}
              <span className={`chip ${TURN_LOOKS[each.state].level}`}>
                {TURN_LOOKS[each.state].shape}{' '}
                {t(`slip.turn.${each.state === 'waiting' && !each.isUp ? 'later' : each.state}`)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {turn !== undefined && turn.question !== '' && (
        <section className="panel-card">
          <p className="slip-now">
            {t('slip.question')}: {turn.question}
          </p>
          {turn.answer !== '' && (
            <p className="slip-now">
              {t('slip.answer')}: {turn.answer}
            </p>
          )}
        </section>
      )}
      {done !== null && (
        <section className="panel-card" role="status">
          <h2>✓ {t('slip.thanks')}</h2>
          <p className="slip-now">{t(thanks[done], { office, number: slip.number })}</p>
        </section>
      )}
      {(done === null || done === 'ask') && turn !== undefined && (
        <section className="panel-card">
          <SignForm key={done} asksName hasAsked={turn.state === 'asked'} decide={decide} />
        </section>
      )}
    </>
  )
}
