/** A sentence that an act is nothing without. */
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface WordsProps {
  readonly label: string
  readonly send: (words: string) => void
  readonly onClose: () => void
}
export const Words = ({ label, send, onClose }: WordsProps) => {
  const { t } = useTranslation()
  const id = useId()
  const [words, setWords] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    send(words.trim())
  }
  return (
    <form className="wide duty-line" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <span className="duty-entry">
        <input id={id} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
        <button type="submit" className="button primary" disabled={words.trim() === ''}>
          {t('duties.send')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
      </span>
    </form>
  )
}
