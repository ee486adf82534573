/** Recovery codes just made: to be kept on paper, shown this once. */
import { useTranslation } from 'react-i18next'

export const RecoveryCodes = ({ codes }: { readonly codes: readonly string[] }) => {
  const { t } = useTranslation()
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${codes.join('\r\n')}\r\n`], { type: 'text/plain' }))
    Object.assign(document.createElement('a'), { href: address, download: 'nooncast-recovery-codes.txt' }).click()
    URL.revokeObjectURL(address)
  }
  return (
    <>
      <p>{t('secondStep.codesLead')}</p>
      <ul className="recovery-codes" aria-label={t('secondStep.codes')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="button" onClick={download}>
          {t('secondStep.download')}
        </button>
      </p>
    </>
  )
}
