/** Who else has this page open, so that two operators know of each other. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Present } from '../../protocol/events.ts'
import { usePanel } from '../context.tsx'

export const People = () => {
  const { t } = useTranslation()
  const { live, user } = usePanel()
  const [page] = useLocation()
  const [people, setPeople] = useState<readonly Present[]>([])
  useEffect(() => live.onPeople(setPeople), [live])
  useEffect(() => live.here(page), [live, page])
  const others = people.filter((each) => each.userId !== user.id && each.page === page)
  if (others.length === 0) return null
  return (
    <span className="people" title={t('shell.peopleHere')}>
      <span aria-hidden="true">◉</span> {others.map(({ name }) => name).join('、')}
    </span>
  )
}
