/** What other offices supply, while a duty is written. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyInput } from '../../../protocol/duty.ts'
import type { Language } from '../../../protocol/text.ts'
import { freshId } from './duty-draft.ts'
import { LetterLanguage } from './letter-language.tsx'
import { Field } from './rule-fields.tsx'

/** Left out: both. */
const inLanguage = ({ id, office, what, email }: DutyInput, language: Language | undefined): DutyInput => ({
  ...{ id, office, what, email },
  ...(language === undefined ? {} : { language }),
})

interface InputProps {
  readonly inputs: readonly DutyInput[]
  readonly set: (inputs: DutyInput[]) => void
}
export const InputFields = ({ inputs, set }: InputProps) => {
  const { t } = useTranslation()
  const id = useId()
  const field = (input: DutyInput, name: 'office' | 'what' | 'email', label: string) => (
    <Field id={`${id}-${input.id}-${name}`} label={label}>
      <input
        id={`${id}-${input.id}-${name}`}
        type={name === 'email' ? 'email' : 'text'}
        required={name !== 'email'}
        maxLength={name === 'office' ? 60 : 254}
        value={input[name]}
        onChange={({ target }) =>
          set(inputs.map((each) => (each.id === input.id ? { ...each, [name]: target.value } : each)))
        }
      />
    </Field>
  )
  return (
    <fieldset className="duty-part">
      <legend>{t('duties.inputs')}</legend>
      {inputs.map((input) => (
        <div key={input.id} className="fields row">
          {field(input, 'office', t('duties.office'))}
          {field(input, 'what', t('duties.inputWhat'))}
          {field(input, 'email', t('duties.email'))}
          <Field id={`${id}-${input.id}-language`} label={t('duties.letterLanguage')}>
            <LetterLanguage
              id={`${id}-${input.id}-language`}
              language={input.language}
              set={(language) => set(inputs.map((each) => (each.id === input.id ? inLanguage(each, language) : each)))}
            />
          </Field>
          <button
            type="button"
            className="button small"
            aria-label={t('duties.removeInput', { office: input.office })}
            onClick={() => set(inputs.filter((each) => each.id !== input.id))}
          >
            ✕
          </button>
        </div>
      ))}
      <div className="acts">
        <button
          type="button"
          className="button"
          onClick={() => set([...inputs, { id: freshId(inputs, 'input'), office: '', what: '', email: '' }])}
        >
          {t('duties.addInput')}
        </button>
      </div>
    </fieldset>
  )
}
