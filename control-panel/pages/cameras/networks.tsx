/** The networks in which cameras may be contacted: read by all, changed by the head. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraNetworksView } from '../../../protocol/camera.ts'
import { useMay, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { NETWORKS_KEY } from './camera-queries.ts'

export const Networks = ({ view }: { readonly view: CameraNetworksView }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const writes = useMay('settings.write')
  const [typed, setTyped] = useState('')
  const { networks, near } = view
  const set = async (wanted: readonly string[]) => {
    const saved = await api.send('PUT', '/api/cameras/networks', CameraNetworksView, { networks: wanted })
    queries.setQueryData(NETWORKS_KEY, saved)
    await queries.invalidateQueries({ queryKey: ['cameras'] })
  }
  const allow = (network: string) =>
    attempt(async () => {
      await set([...networks, network])
      setTyped('')
      done(t('cameras.networks.allowed', { network }))
    })
  const remove = (network: string) =>
    attempt(async () => {
      await set(networks.filter((each) => each !== network))
      done(t('cameras.networks.closed', { network }), {
        label: t('act.undo'),
        run: () => {
          attempt(() => set(networks))
        },
      })
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    return allow(typed.trim())
  }
  return (
    <section className="panel-card">
      <h2>{t('cameras.networks.title')}</h2>
      <p className="faint">{t('cameras.networks.lead')}</p>
      {networks.length === 0 && <p>▲ {t('cameras.networks.none')}</p>}
      {!writes && networks.length === 0 && <p>{t('cameras.networks.askHead')}</p>}
      <ul className="rows">
        {networks.map((network) => (
          <li key={network}>
            <b className="grow">{network}</b>
            {writes && (
              <button type="button" className="button small" onClick={() => remove(network)}>
                {t('act.remove')}
                <span className="hidden"> {network}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {writes && (
        <form className="camera-network" onSubmit={submit}>
          <div>
            <label htmlFor="camera-network">{t('cameras.networks.network')}</label>
            <input
              id="camera-network"
              required
              maxLength={18}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="camera-network-hint"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
          <button type="submit" className="button">
            {t('act.add')}
          </button>
          <span className="faint" id="camera-network-hint">
            {t('cameras.networks.hint')}
          </span>
        </form>
      )}
      {writes && near.length > 0 && (
        <div className="camera-near">
          <span className="faint">{t('cameras.networks.near')}</span>
          {near.map((network) => (
            <button key={network} type="button" className="button small" onClick={() => allow(network)}>
              {t('cameras.networks.allow', { network })}
            </button>
          ))}
        </div>
      )}
    </section>
  )
}
