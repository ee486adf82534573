/** Putting a camera into the register of equipment: only where it stands has to be said. */
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraEntry, type CameraView } from '../../../protocol/camera.ts'
import { usePanel } from '../../context.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'

interface Props {
  readonly camera: CameraView
  readonly onClose: () => void
}

export const Register = ({ camera: { id, name }, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const room = String(new FormData(event.currentTarget).get('room')).trim()
    return attempt(async () => {
      const { known } = await api.send('POST', `/api/cameras/${id}/register`, CameraEntry, { room })
      await queries.invalidateQueries({ queryKey: ['cameras'] })
      onClose()
      done(t(known ? 'cameras.linked' : 'cameras.registered', { name }))
    })
  }
  return (
    <Dialog title={`${t('cameras.register')} · ${name}`} onClose={onClose}>
      <form className="fields camera-form" onSubmit={send}>
        <p className="faint">{t('cameras.registerLead')}</p>
        <div>
          <label htmlFor="camera-room">{t('cameras.room')}</label>
          <input id="camera-room" name="room" maxLength={80} placeholder={t('cameras.roomHint')} />
        </div>
        <button type="submit" className="button primary">
          {t('cameras.register')}
        </button>
      </form>
    </Dialog>
  )
}
