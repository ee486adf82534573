/** Which TV is whose classroom: set by the broadcast room. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ClassroomLink } from '../../../protocol/classroom.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useDisplays } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'

export const AssignClassrooms = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const displays = useDisplays().data ?? []
  const links = useQuery({
    queryKey: ['users', 'classrooms'],
    queryFn: async () => (await api.get('/api/classrooms', pageOf(ClassroomLink))).items,
  })
  const assign = async (userId: string, displayId: string | null) => {
    await api.send('PUT', `/api/classrooms/${userId}`, ClassroomLink, { displayId })
    await links.refetch()
  }
  const choose = ({ userId, displayId }: ClassroomLink, chosen: string) =>
    attempt(async () => {
      await assign(userId, chosen === '' ? null : chosen)
      done(t('act.saved'), { label: t('act.undo'), run: () => attempt(() => assign(userId, displayId)) })
    })
  if (links.data === undefined || links.data.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('classroom.assign')}>
      <h2>{t('classroom.assign')}</h2>
      <p className="faint">{t('classroom.assignLead')}</p>
      <ul className="rows">
        {links.data.map((link) => (
          <li key={link.userId}>
            <label className="grow" htmlFor={`classroom-${link.userId}`}>
              {link.userName}
            </label>
            <select
              id={`classroom-${link.userId}`}
              value={link.displayId ?? ''}
              onChange={(event) => choose(link, event.target.value)}
            >
              <option value="">{t('classroom.noRoom')}</option>
              {displays.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </section>
  )
}
