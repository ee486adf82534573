/** An office decides: sign, refuse with a reason, or ask first. One question at a time. */
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

export type Deciding =
  | { readonly type: 'sign'; readonly name: string }
  | { readonly type: 'refuse' | 'ask'; readonly name: string; readonly said: string }

interface Props {
  /** An account has its own name; who comes by a link types it. */
  readonly asksName: boolean
  /** The office has a question that nobody answered yet. */
  readonly hasAsked: boolean
  readonly decide: (deciding: Deciding) => Promise<void>
}
export const SignForm = ({ asksName, hasAsked, decide }: Props) => {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Deciding['type']>('sign')
  const [name, setName] = useState('')
  const [said, setSaid] = useState('')
  const [asked, setAsked] = useState(false)
  const isReady = (!asksName || name.trim() !== '') && (kind === 'sign' || said.trim() !== '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const by = name.trim()
    await decide(kind === 'sign' ? { type: kind, name: by } : { type: kind, name: by, said: said.trim() })
    setAsked(false)
  }
  const kinds = [
    ['sign', t('slip.sign')],
    ['refuse', t('slip.refuse')],
    ['ask', t('slip.ask')],
  ] as const
  return (
    <form className="fields slip-sign" onSubmit={submit}>
      <fieldset className="choices">
        <legend className="hidden">{t('slip.forSign')}</legend>
        {kinds.map(([each, label]) => (
          <button key={each} type="button" aria-pressed={kind === each} onClick={() => setKind(each)}>
            {label}
          </button>
        ))}
      </fieldset>
      {kind !== 'sign' && (
        <div>
          <label htmlFor="slip-said">{t(kind === 'refuse' ? 'slip.refuseWhy' : 'slip.askWhat')}</label>
          <textarea
            id="slip-said"
            rows={3}
            maxLength={500}
            value={said}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
        </div>
      )}
      {asksName && (
        <div>
          <label htmlFor="slip-name">{t('slip.yourName')}</label>
          <input
            id="slip-name"
            autoComplete="name"
            maxLength={60}
            value={name}
            aria-describedby="slip-name-hint"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <span className="faint" id="slip-name-hint">
            {t('slip.yourNameHint')}
          </span>
        </div>
      )}
      <button
        type="submit"
        className={kind === 'refuse' ? 'button danger' : 'button primary'}
        disabled={!isReady || asked || (kind === 'ask' && hasAsked && said.trim() === '')}
      >
        {kinds.find(([each]) => each === kind)?.[1]}
      </button>
    </form>
  )
}
