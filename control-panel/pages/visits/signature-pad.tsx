/** Where a finger, a pen or a mouse signs. Who can't, types the name: it counts as well. */
import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SIGNATURE_SIZE } from '../../../protocol/visit.ts'
import { begun, drawn, type Point } from './signature-path.ts'

interface Props {
  readonly path: string
  readonly change: (path: string) => void
}
export const SignaturePad = ({ path, change }: Props) => {
  const { t } = useTranslation()
  // Several moves may come before the next drawing.
  const latest = useRef(path)
  latest.current = path
  const put = (next: string) => {
    latest.current = next
    change(next)
  }
  const pointOf = (event: PointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  return (
    <div className="signature-place">
      <svg
        className="signature-pad"
        viewBox={`0 0 ${SIGNATURE_SIZE.width} ${SIGNATURE_SIZE.height}`}
        role="img"
        aria-label={t('technician.signPad')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          put(begun(latest.current, pointOf(event)))
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) put(drawn(latest.current, pointOf(event)))
        }}
      >
        <path d={path} fill="none" stroke="currentColor" strokeWidth={4} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <button type="button" className="button small" disabled={path === ''} onClick={() => put('')}>
        {t('technician.signAgain')}
      </button>
    </div>
  )
}
