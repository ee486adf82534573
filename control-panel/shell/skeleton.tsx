/** Grey rows of the size that the content will have, so that nothing jumps when it arrives. */
import { useTranslation } from 'react-i18next'

interface Props {
  readonly rows: number
  /** Of one row, CSS pixels. */
  readonly height: number
}
export const Skeleton = ({ rows, height }: Props) => {
  const { t } = useTranslation()
  return (
    <div className="skeleton" role="status" aria-label={t('shell.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <div key={row} style={{ height }} />
      ))}
    </div>
  )
}
