/** Takes one scanned licence from this device. */
import { useRef } from 'react'

interface Props {
  /** What the chooser is called by who does not see it. */
  readonly name: string
  readonly label: string
  readonly onScan: (file: File) => void
}
export const ScanChooser = ({ name, label, onScan }: Props) => {
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={chooser}
        className="hidden"
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        tabIndex={-1}
        aria-label={name}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file !== undefined) onScan(file)
        }}
      />
      <button type="button" className="button small" onClick={() => chooser.current?.click()}>
        {label}
      </button>
    </>
  )
}
