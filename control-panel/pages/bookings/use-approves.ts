/** May this person approve bookings, here? */
import { mayApprove } from '../../../protocol/booking.ts'
import { usePanel } from '../../context.tsx'

/** Approving needs the role and the school's setting. */
export const useApproves = (): boolean => {
  const { settings, user } = usePanel()
  return mayApprove(user.role, settings.bookingApprovers)
}
