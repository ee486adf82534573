/** After the password: the authenticator's code, or setting up the one the school demands. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AuthenticatorKey, type HalfSession, SessionAnswer, SetUpAnswer } from '../../../protocol/account.ts'
import { type Api, Problem } from '../../api.ts'
import { Authenticator } from '../../second-step/authenticator.tsx'
import { CodeForm, type CodeKind } from '../../second-step/code-form.tsx'
import { RecoveryCodes } from '../../second-step/recovery-codes.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'

const PATH = '/api/session/second-step'

interface Props {
  readonly api: Api
  readonly half: HalfSession
  readonly onEnter: (answer: SessionAnswer) => void
  readonly onLeave: () => void
}

const SecondStep = ({ api, half, onEnter, onLeave }: Props) => {
  const { t } = useTranslation()
  const { done } = useNotices()
  /** Too late, the door is shown again by itself; it is said why. */
  const inTime = async <Result,>(request: Promise<Result>): Promise<Result> =>
    request.catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'NOT_SIGNED_IN') done(t('secondStep.tooLate'))
      throw error
    })
  const leave = () => api.act('DELETE', PATH).then(onLeave, onLeave)
  return (
    <main className="door">
      <div className="door-card">
        <h1>
          <img src="/icon.svg" alt="" width={32} height={32} /> Nooncast
        </h1>
        {half.next === 'code' ? (
          <Code
            prove={async (proof) => onEnter(await inTime(api.send('POST', PATH, SessionAnswer, proof)))}
            back={<Back onClick={leave} />}
          />
        ) : (
          <SetUp api={api} inTime={inTime} onEnter={onEnter} back={<Back onClick={leave} />} />
        )}
      </div>
    </main>
  )
}
export default SecondStep

const Back = ({ onClick }: { readonly onClick: () => void }) => {
  const { t } = useTranslation()
  return (
    <button type="button" className="button plain" onClick={onClick}>
      {t('secondStep.back')}
    </button>
  )
}

interface CodeProps {
  readonly prove: (proof: object) => Promise<void>
  readonly back: ReactNode
}
const Code = ({ prove, back }: CodeProps) => {
  const { t } = useTranslation()
  const [kind, setKind] = useState<CodeKind>('code')
  return (
    <>
      <p className="faint">{t(`secondStep.lead.${kind}`)}</p>
      <CodeForm
        key={kind}
        kind={kind}
        label={t(`secondStep.${kind}`)}
        act={t('secondStep.goOn')}
        send={(code) => prove({ [kind]: code })}
      >
        <button
          type="button"
          className="button plain"
          onClick={() => setKind(kind === 'code' ? 'recoveryCode' : 'code')}
        >
          {t(`secondStep.instead.${kind}`)}
        </button>
        {back}
      </CodeForm>
    </>
  )
}

interface SetUpProps {
  readonly api: Api
  readonly inTime: <Result>(request: Promise<Result>) => Promise<Result>
  readonly onEnter: (answer: SessionAnswer) => void
  readonly back: ReactNode
}
const SetUp = ({ api, inTime, onEnter, back }: SetUpProps) => {
  const { t } = useTranslation()
  const [made, setMade] = useState<SetUpAnswer | null>(null)
  const begun = useQuery({
    queryKey: ['second-step-key'],
    queryFn: () => inTime(api.send('POST', `${PATH}/set-up`, AuthenticatorKey)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (made !== null)
    return (
      <>
        <h2>{t('secondStep.codes')}</h2>
        <RecoveryCodes codes={made.recoveryCodes} />
        <button type="button" className="button primary" onClick={() => onEnter(made.session)}>
          {t('secondStep.kept')}
        </button>
      </>
    )
  return (
    <div aria-busy={begun.isPending}>
      <p>
        <b>{t('secondStep.demanded')}</b>
      </p>
      {begun.isError && <Failed error={begun.error} retry={() => begun.refetch()} />}
      {begun.data !== undefined && (
        <Authenticator
          authenticator={begun.data}
          confirm={async (code) => setMade(await inTime(api.send('PUT', `${PATH}/set-up`, SetUpAnswer, { code })))}
        />
      )}
      <p>{back}</p>
    </div>
  )
}
