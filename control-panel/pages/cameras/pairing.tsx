/** A camera was paired over HTTPS: the fingerprint that was seen, for whoever added it to compare. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CameraView } from '../../../protocol/camera.ts'
import { usePanel } from '../../context.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Fingerprint } from './fingerprint.tsx'

interface Props {
  readonly camera: CameraView
  readonly onClose: () => void
}

export const Pairing = ({ camera: { id, name, certificate }, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const remove = () =>
    attempt(async () => {
      await api.act('DELETE', `/api/cameras/${id}`)
      await queries.invalidateQueries({ queryKey: ['cameras'] })
      onClose()
      done(t('cameras.removed', { name }))
    })
  return (
    <Dialog title={t('cameras.pairing.title', { name })} onClose={onClose}>
      <p>{t('cameras.pairing.lead')}</p>
      {certificate !== null && <Fingerprint sha256={certificate.sha256} />}
      <p>{t('cameras.pairing.compare')}</p>
      <div className="camera-acts">
        <button type="button" className="button primary" onClick={onClose}>
          {t('cameras.pairing.same')}
        </button>
        <button type="button" className="button danger" onClick={remove}>
          {t('cameras.pairing.other')}
        </button>
      </div>
    </Dialog>
  )
}
