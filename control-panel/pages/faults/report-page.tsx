/** The section reports a fault itself. */
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ReportForm } from '../help/report-form.tsx'

const ReportPage = () => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  return (
    <>
      <div className="page-head">
        <h1>{t('faults.form.title')}</h1>
      </div>
      <section className="panel-card">
        <ReportForm onDone={(id) => go(id === null ? '/faults' : `/faults/${id}`)} />
      </section>
    </>
  )
}
export default ReportPage
