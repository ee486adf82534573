/** One of many, found by typing: the ARIA pattern of a combobox with a list. What was picked is shown by who asked. */
import { useId, useState } from 'react'
import './pick-one.css'
import { type Option, optionsFor } from './pick-options.ts'

export type { Option }

interface Props {
  readonly label: string
  readonly options: readonly Option[]
  /** Said when nothing matches. */
  readonly nothing: string
  readonly pick: (id: string) => void
}
export const PickOne = ({ label, options, nothing, pick }: Props) => {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const shown = open ? optionsFor(options, typed) : []
  const close = () => {
    setOpen(false)
    setTyped('')
    setAt(0)
  }
  const take = (option: Option | undefined) => {
    if (option === undefined) return
    pick(option.id)
    close()
  }
  /** Answers whether the key was meant for the list. */
  const press = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1
      if (open) setAt(Math.max(0, Math.min(shown.length - 1, at + step)))
      else setOpen(true)
    } else if (key === 'Enter' && open) take(shown[at])
    else if (key === 'Escape' && open) close()
    else return false
    return true
  }
  return (
    <div className="pick-one">
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown[at] === undefined ? undefined : `${id}-${at}`}
        placeholder={`${label} ▾`}
        autoComplete="off"
        maxLength={60}
        value={typed}
        onFocus={() => setOpen(true)}
        onBlur={close}
        onClick={() => setOpen(true)}
        onChange={({ target }) => {
          setTyped(target.value)
          setOpen(true)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (!press(event.key)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div id={id} role="listbox" aria-label={label} hidden={!open} className="pick-options">
        {shown.map((option, place) => (
          <button
            key={option.id}
            id={`${id}-${place}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            ref={place === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            // Else the field would lose the focus, and the list its reason, before the click arrives.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
          >
            {option.name} {option.detail !== '' && <span className="faint">{option.detail}</span>}
          </button>
        ))}
      </div>
      {open && shown.length === 0 && (
        <p className="pick-options faint" role="status">
          {nothing}
        </p>
      )}
    </div>
  )
}
