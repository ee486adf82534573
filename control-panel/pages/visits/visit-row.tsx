/** One visit in a list: when, who, what for. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { VisitView } from '../../../protocol/visit.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { VisitChip } from './visit-look.tsx'
import './visits.css'

export const VisitRow = ({ visit, dated = false }: { readonly visit: VisitView; readonly dated?: boolean }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const { start, end, faults, vendorName, technician } = visit
  return (
    <li>
      <b className="visit-time">
        {dated && `${shortDate(school.date(start), language)} `}
        {t('visit.window', { start: school.shortTime(start), end: school.shortTime(end) })}
      </b>
      <Link href={`/visits/${visit.id}`} className="grow">
        {vendorName}
        {technician !== '' && ` · ${technician}`}
      </Link>
      <VisitChip visit={visit} />
      <span className="wide faint">
        {faults.length === 0
          ? t('visit.noFaults')
          : faults.map(({ room, title }) => [room, title].filter((each) => each !== '').join(' ')).join('、')}
      </span>
    </li>
  )
}
