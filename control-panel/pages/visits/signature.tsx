/** A signature as it was drawn: lines that the server has checked to be lines. */
import { SIGNATURE_SIZE } from '../../../protocol/visit.ts'

export const Signature = ({ path, name }: { readonly path: string; readonly name: string }) => (
  <svg
    className="signature"
    viewBox={`0 0 ${SIGNATURE_SIZE.width} ${SIGNATURE_SIZE.height}`}
    role="img"
    aria-label={name}
  >
    <path d={path} fill="none" stroke="currentColor" strokeWidth={4} strokeLinecap="round" strokeLinejoin="round" />
  </svg>
)
