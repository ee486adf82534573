/** For which classes, and in whose name. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BookingPerson } from '../../../protocol/booking.ts'
import { useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useGroups } from '../../queries.ts'

interface ClassChoiceProps {
  readonly chosen: readonly string[]
  readonly choose: (audience: readonly string[]) => void
}
export const ClassChoice = ({ chosen, choose }: ClassChoiceProps) => {
  const { t } = useTranslation()
  const groups = useGroups().data ?? []
  if (groups.length < 2) return null
  const flip = (id: string) => choose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <fieldset className="class-choices">
      <legend className="faint">{t('bookings.classes')}</legend>
      {groups.map(({ id, name }) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => flip(id)} /> {name}
        </label>
      ))}
    </fieldset>
  )
}

interface ForWhomProps {
  readonly id: string
  readonly chosen: string | null
  readonly choose: (userId: string | null) => void
}
/** The broadcast room books for a teacher who asked on the corridor. */
export const ForWhom = ({ id, chosen, choose }: ForWhomProps) => {
  const { t } = useTranslation()
  const { api, user } = usePanel()
  const behalf = useMay('bookings.behalf')
  const people = useQuery({
    queryKey: ['bookings', 'people'],
    queryFn: async () => (await api.get('/api/booking-people', pageOf(BookingPerson))).items,
    enabled: behalf,
  }).data
  if (!behalf) return null
  return (
    <div>
      <label htmlFor={id}>{t('bookings.forWhom')}</label>
      <select
        id={id}
        value={chosen ?? ''}
        onChange={(event) => choose(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{t('bookings.forMe')}</option>
        {people
          ?.filter((person) => person.id !== user.id)
          .map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
      </select>
    </div>
  )
}
