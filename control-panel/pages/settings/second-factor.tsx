/** One's own second step: on, off, new recovery codes. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { AuthenticatorKey, RecoveryCodes as Codes, SecondFactorView } from '../../../protocol/account.ts'
import { usePanel } from '../../context.tsx'
import { Authenticator } from '../../second-step/authenticator.tsx'
import { RecoveryCodes } from '../../second-step/recovery-codes.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'

const PATH = '/api/account/second-factor'
const CodesAnswer = Type.Object({ recoveryCodes: Codes })

/** What is open before the page. */
type Open =
  | { readonly at: 'nothing' }
  | { readonly at: 'password'; readonly for: 'turnOn' | 'turnOff' | 'renew' }
  | { readonly at: 'authenticator'; readonly authenticator: AuthenticatorKey }
  | { readonly at: 'codes'; readonly codes: readonly string[] }

export const SecondFactor = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [open, setOpen] = useState<Open>({ at: 'nothing' })
  const mine = useQuery({ queryKey: ['users', 'second-factor'], queryFn: () => api.get(PATH, SecondFactorView) })
  const close = () => setOpen({ at: 'nothing' })
  const show = async (codes: readonly string[]) => {
    setOpen({ at: 'codes', codes })
    await queries.invalidateQueries({ queryKey: ['users'] })
  }
  const acts = {
    turnOn: async (proof: object) =>
      setOpen({ at: 'authenticator', authenticator: await api.send('POST', PATH, AuthenticatorKey, proof) }),
    turnOff: async (proof: object) => {
      await api.act('POST', `${PATH}/off`, proof)
      close()
      await queries.invalidateQueries({ queryKey: ['users'] })
      done(t('secondStep.turnedOff'))
    },
    renew: async (proof: object) =>
      show((await api.send('POST', `${PATH}/recovery-codes`, CodesAnswer, proof)).recoveryCodes),
  } as const
  const ask = (act: keyof typeof acts) => setOpen({ at: 'password', for: act })
  return (
    <section className="panel-card">
      <h2>{t('secondStep.title')}</h2>
      <p className="faint">{t('secondStep.why')}</p>
      {mine.isError && mine.data === undefined && <Failed error={mine.error} retry={() => mine.refetch()} />}
      {mine.isPending && <Skeleton rows={1} height={48} />}
      {mine.data?.on === false && <Button onClick={() => ask('turnOn')}>{t('secondStep.turnOn')}</Button>}
      {mine.data?.on === true && (
        <>
          <p>
            <span className="chip ready">{t('secondStep.on')}</span>{' '}
            {t('secondStep.left', { left: mine.data.recoveryCodesLeft })}
            {mine.data.required && <> {t('secondStep.required')}</>}
          </p>
          <div className="acts">
            <Button onClick={() => ask('renew')}>{t('secondStep.renew')}</Button>
            {!mine.data.required && <Button onClick={() => ask('turnOff')}>{t('secondStep.turnOff')}</Button>}
          </div>
        </>
      )}
      {open.at === 'password' && (
        <Dialog title={t(`secondStep.${open.for}`)} onClose={close}>
          <Form
            name="second-step-password"
            layout="vertical"
            requiredMark={false}
            onFinish={(proof: object) => attempt(() => acts[open.for](proof))}
          >
            <Form.Item
              name="password"
              label={t('secondStep.password')}
              rules={[{ required: true, message: t('door.required') }]}
            >
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit">
              {t('secondStep.goOn')}
            </Button>
          </Form>
        </Dialog>
      )}
      {open.at === 'authenticator' && (
        <Dialog title={t('secondStep.title')} onClose={close}>
          <Authenticator
            authenticator={open.authenticator}
            confirm={async (code) => show((await api.send('PUT', PATH, CodesAnswer, { code })).recoveryCodes)}
          />
        </Dialog>
      )}
      {open.at === 'codes' && (
        <Dialog title={t('secondStep.codes')} onClose={close}>
          <RecoveryCodes codes={open.codes} />
        </Dialog>
      )}
    </section>
  )
}
