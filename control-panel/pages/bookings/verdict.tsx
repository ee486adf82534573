/** Does it fit, may it be shown, and what airs without it? Said before and after a booking is made. */
import { useTranslation } from 'react-i18next'
import type { BookingCheck } from '../../../protocol/booking.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import { useLanguage } from '../../context.tsx'
import { lengthOf } from '../../school-time.ts'

export const Verdict = ({ check }: { readonly check: BookingCheck }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <p>
        {t('bookings.shown', { shown: lengthOf(check.shownMs) })}
        {check.cutMs > 0 && ` ▲ ${t('bookings.cut', { cut: lengthOf(check.cutMs) })}`}
      </p>
      {check.problems.length === 0 && <p>✓ {t('bookings.fits')}</p>}
      {check.problems.map((problem) => (
        <p key={problem.code}>▲ {problem.text}</p>
      ))}
      {check.otherwise !== null && (
        <p>
          {t('bookings.otherwise')} {check.otherwise.title || sayReasons(check.otherwise.reasons, language)}
        </p>
      )}
    </>
  )
}
