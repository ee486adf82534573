/** One field for a code, and what becomes of it. */
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A code as it is asked for: of the app, or of the paper. */
export type CodeKind = 'code' | 'recoveryCode'

const SHAPES = { code: /^\s*(\d\s*){6}$/, recoveryCode: /^\s*([\da-z][\s-]*){10}$/i } as const

interface Props {
  readonly kind: CodeKind
  readonly label: string
  /** In the button's words. */
  readonly act: string
  /** Its failure is said here. */
  readonly send: (code: string) => Promise<void>
  readonly children?: ReactNode
}
export const CodeForm = ({ kind, label, act, send, children }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  useEffect(() => field.current?.focus(), [])
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code'))
    if (!SHAPES[kind].test(code)) return setProblem(t(`secondStep.shape.${kind}`))
    setProblem(null)
    setAsked(true)
    try {
      await send(code)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      field.current?.select()
    } finally {
      setAsked(false)
    }
  }
  return (
    <form className="fields" onSubmit={submit} noValidate>
      <div>
        <label htmlFor={id}>{label}</label>
        <input
          ref={field}
          id={id}
          name="code"
          className="code-field"
          inputMode={kind === 'code' ? 'numeric' : 'text'}
          autoComplete={kind === 'code' ? 'one-time-code' : 'off'}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={20}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
        />
      </div>
      {problem !== null && (
        <p className="notice amber" role="alert" id={`${id}-problem`}>
          ▲ {problem}
        </p>
      )}
      <button type="submit" className="button primary" disabled={asked}>
        {act}
      </button>
      {children}
    </form>
  )
}
