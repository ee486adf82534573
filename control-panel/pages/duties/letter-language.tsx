/** In which language an office is written to: both, as long as nobody has said. */
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../protocol/text.ts'

const LANGUAGES: readonly Language[] = ['zh-TW', 'en']

interface Props {
  readonly id: string
  /** Left out: both. */
  readonly language: Language | undefined
  readonly set: (language: Language | undefined) => void
}
export const LetterLanguage = ({ id, language, set }: Props) => {
  const { t } = useTranslation()
  return (
    <select
      id={id}
      value={language ?? ''}
      onChange={({ target }) => set(LANGUAGES.find((each) => each === target.value))}
    >
      <option value="">{t('duties.letterIn.both')}</option>
      {LANGUAGES.map((each) => (
        <option key={each} value={each}>
          {t(`duties.letterIn.${each}`)}
        </option>
      ))}
    </select>
  )
}
