/** Adding a camera, or changing one. A password is typed and never shown again. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CameraScheme, CameraView } from '../../../protocol/camera.ts'
import { usePanel } from '../../context.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Pairing } from './pairing.tsx'
import { portFor, TYPED_PLACE, typedPlace } from './typed-place.ts'

export interface Place {
  readonly scheme: CameraScheme
  readonly port: number
}

/** What the form begins with: a camera that is there, or what is known of a new one. */
export type Opened =
  | (Place & { readonly type: 'new'; readonly name: string; readonly address: string })
  | (Place & { readonly type: 'change'; readonly camera: CameraView })

interface Props {
  readonly opened: Opened
  readonly onClose: () => void
}

export const CameraForm = ({ opened, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const camera = opened.type === 'change' ? opened.camera : null
  const [paired, setPaired] = useState<CameraView | null>(null)
  const { scheme, port } = opened
  const address = opened.type === 'new' ? opened.address : opened.camera.address
  const [place, setPlace] = useState({ scheme, address, port, user: camera?.user ?? '' })
  const isElsewhere =
    camera !== null && (['scheme', 'address', 'port', 'user'] as const).some((field) => place[field] !== camera[field])
  /** An address with a scheme or a port in it says those as well. */
  const settled = () => {
    const typed = typedPlace(place.address)
    const next = {
      ...place,
      address: typed.address,
      scheme: typed.scheme ?? place.scheme,
      port: typed.port ?? place.port,
    }
    setPlace(next)
    return next
  }

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [name, password] = [String(fields.get('name')).trim(), String(fields.get('password'))]
    setBusy(true)
    await attempt(async () => {
      const keepsPassword = camera !== null && password === ''
      const body = { ...settled(), name, ...(keepsPassword ? {} : { password }) }
      const answer = await (camera === null
        ? api.send('POST', '/api/cameras', CameraView, body)
        : api.send('PATCH', `/api/cameras/${camera.id}`, CameraView, { ...body, version: camera.version }))
      await queries.invalidateQueries({ queryKey: ['cameras'] })
      const { certificate } = answer
      if (certificate !== null && certificate.sha256 !== camera?.certificate?.sha256) return setPaired(answer)
      onClose()
      done(t(camera === null ? 'cameras.added' : 'cameras.saved', { name }))
    })
    setBusy(false)
  }
  const hint = isElsewhere
    ? 'cameras.passwordAgain'
    : camera === null
      ? 'cameras.passwordNew'
      : camera.hasPassword
        ? 'cameras.passwordKept'
        : 'cameras.passwordNone'
  if (paired !== null) return <Pairing camera={paired} onClose={onClose} />
  return (
    <Dialog title={camera === null ? t('cameras.add') : t('cameras.edit', { name: camera.name })} onClose={onClose}>
      <form className="fields camera-form" onSubmit={send}>
        <div>
          <label htmlFor="camera-name">{t('cameras.name')}</label>
          <input
            id="camera-name"
            name="name"
            required
            maxLength={60}
            autoComplete="off"
            placeholder={t('cameras.nameHint')}
            defaultValue={camera?.name ?? (opened.type === 'new' ? opened.name : '')}
          />
        </div>
        <div>
          <label htmlFor="camera-scheme">{t('cameras.scheme')}</label>
          <select
            id="camera-scheme"
            value={place.scheme}
            onChange={(event) => {
              const chosen = event.currentTarget.value === 'https' ? 'https' : 'http'
              setPlace({ ...place, scheme: chosen, port: portFor(chosen, place) })
            }}
          >
            <option value="http">{t('cameras.schemes.http')}</option>
            <option value="https">{t('cameras.schemes.https')}</option>
          </select>
        </div>
        <div className="camera-place">
          <div>
            <label htmlFor="camera-address">{t('cameras.address')}</label>
            <input
              id="camera-address"
              required
              autoComplete="off"
              spellCheck={false}
              pattern={TYPED_PLACE}
              title={t('cameras.addressHint')}
              aria-describedby="camera-address-hint"
              value={place.address}
              onChange={(event) => setPlace({ ...place, address: event.currentTarget.value.trim() })}
              onBlur={settled}
            />
          </div>
          <div>
            <label htmlFor="camera-port">{t('cameras.port')}</label>
            <input
              id="camera-port"
              type="number"
              required
              min={1}
              max={65535}
              value={place.port}
              onChange={(event) => setPlace({ ...place, port: Number(event.currentTarget.value) })}
            />
          </div>
        </div>
        <span className="faint" id="camera-address-hint">
          {t('cameras.addressHint')}
        </span>
        <div>
          <label htmlFor="camera-user">{t('cameras.user')}</label>
          <input
            id="camera-user"
            maxLength={64}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={place.user}
            onChange={(event) => setPlace({ ...place, user: event.currentTarget.value })}
          />
        </div>
        <div>
          <label htmlFor="camera-password">{t('cameras.password')}</label>
          <input
            id="camera-password"
            name="password"
            type="password"
            maxLength={128}
            autoComplete="new-password"
            aria-describedby="camera-password-hint"
            required={isElsewhere && camera?.hasPassword}
          />
          <span className="faint camera-hint" id="camera-password-hint">
            {t(hint)}
          </span>
        </div>
        <button type="submit" className="button primary" disabled={busy}>
          {camera === null ? t('act.add') : t('act.save')}
        </button>
      </form>
    </Dialog>
  )
}
