/** A form at the side of the page: focus stays inside, Escape closes it. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}
export const Drawer = ({ title, onClose, children }: Props) => {
  const { t } = useTranslation()
  const place = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (place.current?.open === false) place.current.showModal()
  }, [])
  return (
    <dialog ref={place} className="drawer" aria-label={title} onClose={onClose}>
      <div className="drawer-head">
        <h2>{title}</h2>
        <button type="button" className="button plain" aria-label={t('act.close')} onClick={onClose}>
          ✕
        </button>
      </div>
      {children}
    </dialog>
  )
}
