/** One of several, chosen from a list and taken by a button. */
import { useId, useState } from 'react'

interface Props {
  readonly label: string
  /** What stands there until one is chosen. */
  readonly none: string
  readonly act: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly take: (id: string) => void
}
/** Walking through a list by the keyboard must do nothing yet. */
export const ChooseOne = ({ label, none, act, options, take }: Props) => {
  const id = useId()
  const [chosen, setChosen] = useState('')
  return (
    <form
      className="request-choose"
      onSubmit={(event) => {
        event.preventDefault()
        take(chosen)
        setChosen('')
      }}
    >
      <label htmlFor={id}>{label}</label>
      <select id={id} required value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
      <button type="submit" className="button small" disabled={chosen === ''}>
        {act}
      </button>
    </form>
  )
}
