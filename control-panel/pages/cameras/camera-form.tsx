/** Adding a camera, or changing one. A password is typed and never shown again. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraView } from '../../../protocol/camera.ts'
import { usePanel } from '../../context.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'

/** What the form begins with: a camera that is there, or what is known of a new one. */
export type Opened =
  | { readonly type: 'new'; readonly name: string; readonly address: string; readonly port: number }
  | { readonly type: 'change'; readonly camera: CameraView }

interface Props {
  readonly opened: Opened
  readonly onClose: () => void
}

/** ONVIF's device service is at the camera's web port. */
export const USUAL_PORT = 80

export const CameraForm = ({ opened, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const camera = opened.type === 'change' ? opened.camera : null
  const begin = camera ?? { ...(opened.type === 'new' ? opened : {}), user: '' }
  const [place, setPlace] = useState({ address: begin.address ?? '', port: begin.port ?? USUAL_PORT, user: begin.user })
  const isElsewhere =
    camera !== null && (place.address !== camera.address || place.port !== camera.port || place.user !== camera.user)

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [name, password] = [String(fields.get('name')).trim(), String(fields.get('password'))]
    setBusy(true)
    await attempt(async () => {
      const keepsPassword = camera !== null && password === ''
      const body = { ...place, name, ...(keepsPassword ? {} : { password }) }
      if (camera === null) await api.send('POST', '/api/cameras', CameraView, body)
      else await api.send('PATCH', `/api/cameras/${camera.id}`, CameraView, { ...body, version: camera.version })
      await queries.invalidateQueries({ queryKey: ['cameras'] })
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
        <div className="camera-place">
          <div>
            <label htmlFor="camera-address">{t('cameras.address')}</label>
            <input
              id="camera-address"
              required
              inputMode="decimal"
              autoComplete="off"
              spellCheck={false}
              pattern="\d{1,3}(\.\d{1,3}){3}"
              title={t('cameras.addressHint')}
              aria-describedby="camera-address-hint"
              value={place.address}
              onChange={(event) => setPlace({ ...place, address: event.currentTarget.value.trim() })}
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
            required={isElsewhere && camera.hasPassword}
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
