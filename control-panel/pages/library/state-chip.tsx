/** Whether a programme can be aired: shape, word and colour. */
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../protocol/media.ts'
import { lengthOf } from '../../school-time.ts'

const LEVELS = { queued: 'grey', preparing: 'grey', ready: 'ready', refused: 'amber' } as const
const SHAPES = { queued: '…', preparing: '…', ready: '✓', refused: '▲' } as const

export const StateChip = ({ media }: { readonly media: Pick<Media, 'state' | 'progress' | 'remainingMs'> }) => {
  const { t } = useTranslation()
  const { state, progress, remainingMs } = media
  return (
    <span className={`chip ${LEVELS[state]}`}>
      {SHAPES[state]} {t(`library.state.${state}`)}
      {state === 'preparing' && ` ${Math.floor(progress * 100)} %`}
      {state === 'preparing' && remainingMs !== null && ` · ${t('library.remaining', { time: lengthOf(remainingMs) })}`}
    </span>
  )
}

/** Said only when there is something to say. */
export const LicenceChip = ({ media }: { readonly media: Pick<Media, 'licence'> }) => {
  const { t } = useTranslation()
  const { licence } = media
  if (licence === null || licence.state === 'valid') return null
  return (
    <span className="chip amber">
      ▲ {t(`library.licenceState.${licence.state}`, { date: licence.validUntil ?? '' })}
    </span>
  )
}
