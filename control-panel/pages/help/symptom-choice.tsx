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

interface PhotosProps {
  readonly photos: readonly File[]
  readonly setPhotos: (photos: readonly File[]) => void
  readonly label: string
}
/** The phone's camera, or a picture that was taken before. */
export const PhotoField = ({ photos, setPhotos, label }: PhotosProps) => {
  const { t } = useTranslation()
  return (
    <div>
      <label htmlFor="report-photo">{label}</label>
      <input
        id="report-photo"
        type="file"
        accept="image/*"
        multiple
        onChange={(event) => setPhotos([...(event.target.files ?? [])])}
      />
      {photos.length > 0 && <span className="faint">{t('faults.form.photos', { count: photos.length })}</span>}
    </div>
  )
}
