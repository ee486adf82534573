/** What a teacher needs from the section: one's own faults and requests. */
import { useTranslation } from 'react-i18next'
import { MyFaults } from './my-faults.tsx'
import { MyRequests } from './my-requests.tsx'

const Help = () => {
  const { t } = useTranslation()
  return (
    <>
      <div className="page-head">
        <h1>{t('requests.helpTitle')}</h1>
      </div>
      <MyFaults />
      <MyRequests />
    </>
  )
}
export default Help
