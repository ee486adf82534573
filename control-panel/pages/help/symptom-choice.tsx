/** What is wrong, in big choices. */
import { useTranslation } from 'react-i18next'
import { FAULT_SYMPTOMS, type FaultSymptom } from '../../../protocol/fault.ts'
import { SYMPTOM_WORDS } from '../../../protocol/fault-title.ts'

const SIGNS: Readonly<Record<FaultSymptom, string>> = {
  'no-picture': '▢',
  'no-sound': '♪',
  frozen: '❚❚',
  remote: '⌨',
  other: '…',
}

interface Props {
  readonly chosen: FaultSymptom | null
  readonly choose: (symptom: FaultSymptom) => void
}
export const SymptomChoice = ({ chosen, choose }: Props) => {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh-TW'
  return (
    <fieldset>
      <legend>{t('faults.form.symptom')}</legend>
      <div className="symptoms">
        {FAULT_SYMPTOMS.map((symptom) => (
          <button key={symptom} type="button" aria-pressed={chosen === symptom} onClick={() => choose(symptom)}>
            <span aria-hidden="true">{SIGNS[symptom]}</span>
            {SYMPTOM_WORDS[symptom][language]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
