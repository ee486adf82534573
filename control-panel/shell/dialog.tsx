/** A modal of the browser's own: focus stays inside, Escape closes it. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly title: string
  readonly onClose: () => void
  /** The act that is asked about, in the words of the button; none: only something to read. */
  readonly act?: { readonly label: string; readonly run: () => void }
  readonly children: ReactNode
}
export const Dialog = ({ title, onClose, act, children }: Props) => {
  const { t } = useTranslation()
  const place = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (place.current?.open === false) place.current.showModal()
  }, [])
  return (
    <dialog ref={place} className="dialog" aria-label={title} onClose={onClose}>
      <h2>{title}</h2>
      {children}
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {act === undefined ? t('act.close') : t('act.cancel')}
        </button>
        {act !== undefined && (
          <button
            type="button"
            className="button danger"
            onClick={() => {
              onClose()
              act.run()
            }}
          >
            {act.label}
          </button>
        )}
      </div>
    </dialog>
  )
}
