/** What can be said and done next: the section's acts, or the requester's. */
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { namesPassword } from '../../../protocol/password-in-words.ts'
import { isOpenRequest, mayAct, type RequestAct, type RequestActor, RequestDetail } from '../../../protocol/request.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useRequestAct, useTemplates } from './request-queries.ts'
import { filled } from './urgency.ts'

interface Props {
  readonly request: RequestDetail
  /** As what this person may act. */
  readonly as: readonly RequestActor[]
}
/** The words, and with what act they are sent. */
export const Composer = ({ request, as }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const [words, setWords] = useState('')
  const act = useRequestAct(request)
  const say = useSaying(request)
  const isSection = as.includes('section')
  const isWrong = namesPassword(words)
  const isEmpty = words.trim() === ''
  const clearWhen = (isDone: boolean) => {
    if (isDone) setWords('')
  }
  const { state, version } = request
  const can = (each: RequestAct, who: RequestActor) => as.includes(who) && mayAct(each, state, [who])
  const speak = (each: 'ask' | 'answer' | 'reply' | 'reopen', back?: RequestAct) =>
    act({ act: each, words, version }, t(`requests.did.${each}`), back === undefined ? undefined : { act: back }).then(
      clearWhen,
    )
  const confirm = () => act({ act: 'confirm', version }, t('requests.did.confirm'), { act: 'reopen' })
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || isEmpty || isWrong) return
    event.preventDefault()
    if (can('answer', 'section')) void speak('answer', 'recall')
    else if (can('reply', 'requester')) void speak('reply')
  }
  return (
    <section className="panel-card request-composer" aria-label={t('requests.words')}>
      {isSection && (
        <UseTemplate
          request={request}
          use={(more) => setWords((held) => (held.trim() === '' ? more : `${held.trimEnd()}\n${more}`))}
        />
      )}
      <label htmlFor={id}>{t(isSection ? 'requests.wordsSection' : 'requests.wordsRequester')}</label>
      <textarea
        id={id}
        rows={4}
        maxLength={8000}
        value={words}
        onKeyDown={press}
        onChange={(event) => setWords(event.target.value)}
      />
      {isWrong && (
        <p className="notice amber" role="alert">
          ▲ {t('requests.password')}
        </p>
      )}
      <div className="acts start">
        {can('answer', 'section') && (
          <Send primary label={t('requests.answer')} isOff={isEmpty || isWrong} run={() => speak('answer', 'recall')} />
        )}
        {can('ask', 'section') && (
          <Send label={t('requests.ask')} isOff={isEmpty || isWrong} run={() => speak('ask', 'recall')} />
        )}
        {can('reply', 'requester') && (
          <Send primary label={t('requests.reply')} isOff={isEmpty || isWrong} run={() => speak('reply')} />
        )}
        {can('confirm', 'requester') && <Send primary label={t('requests.good')} isOff={false} run={confirm} />}
        {can('reopen', 'requester') && state === 'answered' && (
          <Send label={t('requests.notGood')} isOff={isEmpty || isWrong} run={() => speak('reopen')} />
        )}
        {!can('reply', 'requester') && isOpenRequest(state) && (
          <Send
            label={t('requests.message')}
            isOff={isEmpty || isWrong}
            run={() => say(words, false).then(clearWhen)}
          />
        )}
        {isSection && !as.includes('requester') && (
          <Send label={t('requests.note')} isOff={isEmpty || isWrong} run={() => say(words, true).then(clearWhen)} />
        )}
      </div>
      <p className="faint">{t(isSection ? 'requests.noteLead' : 'requests.replyHere')}</p>
    </section>
  )
}

interface SendProps {
  readonly label: string
  readonly primary?: boolean
  readonly isOff: boolean
  readonly run: () => void
}
const Send = ({ label, primary = false, isOff, run }: SendProps) => (
  <button type="button" className={primary ? 'button primary' : 'button'} disabled={isOff} onClick={run}>
    {label}
  </button>
)

/** Words without an act. */
const useSaying = ({ id }: RequestDetail) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  return async (words: string, internal: boolean): Promise<boolean> => {
    let isDone = false
    await attempt(async () => {
      const after = await api.send('POST', `/api/requests/${id}/messages`, RequestDetail, { words, internal })
      queries.setQueryData(['requests', 'detail', id], after)
      done(t(internal ? 'requests.did.note' : 'requests.message'))
      isDone = true
    })
    return isDone
  }
}

interface UseTemplateProps {
  readonly request: RequestDetail
  readonly use: (words: string) => void
}
const UseTemplate = ({ request, use }: UseTemplateProps) => {
  const { t } = useTranslation()
  const fitting = useTemplates().filter(
    ({ use: what, kind }) => what !== 'request' && (kind === null || kind === request.kind),
  )
  const [chosen, setChosen] = useState('')
  const template = fitting.find(({ id }) => id === chosen)
  if (fitting.length === 0) return null
  return (
    <div className="request-choose">
      <select aria-label={t('requests.template')} value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">{t('requests.template')}</option>
        {fitting.map(({ id, name, use: what }) => (
          <option key={id} value={id}>
            {t(`requests.use.${what}`)}: {name}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button small"
        disabled={template === undefined}
        onClick={() => template !== undefined && use(filled(template.words, request))}
      >
        {t('requests.putIn')}
      </button>
    </div>
  )
}
