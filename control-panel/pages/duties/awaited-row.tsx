/** What an office owes: asked, reminded, come. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { ATTACHMENT_CHOICE } from '../../../protocol/attachment.ts'
import { Awaited } from '../../../protocol/duty-occurrence.ts'
import type { Language } from '../../../protocol/text.ts'
import { address } from '../../api.ts'
import { useMay, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { LetterLanguage } from './letter-language.tsx'
import { useDutyWords } from './use-duty-words.ts'
import { Words } from './words-form.tsx'

const Asked = Type.Object({ awaited: Awaited, mailed: Type.Boolean() })

interface Props {
  readonly awaited: Awaited
  /** Beside duties of many names. */
  readonly isNamed?: boolean
}
export const AwaitedRow = ({ awaited, isNamed = false }: Props) => {
  const { t } = useTranslation()
  const { when } = useDutyWords()
  const { office, what, askedAt, remindedAt, reminders, answeredAt, answer, attachment, blocks } = awaited
  const mayDo = useMay('duties.do')
  const [isAnswering, setAnswering] = useState(false)
  const acts = useAwaited(awaited)
  const id = useId()
  return (
    <li className="duty-step">
      <span className={`chip ${answeredAt === null ? 'amber' : 'ready'}`}>
        {answeredAt === null ? '▲' : '✓'} {office}
      </span>
      <span className="grow">
        {what}
        <span className="duty-proof faint">
          {isNamed && <span>{awaited.dutyName}</span>}
          <span>{askedAt === null ? t('duties.notAsked') : t('duties.askedOn', { when: when(askedAt) })}</span>
          {remindedAt !== null && <span>{t('duties.remindedOn', { when: when(remindedAt), count: reminders })}</span>}
          {answeredAt !== null && <span>{t('duties.answeredOn', { when: when(answeredAt) })}</span>}
          {answer !== '' && <b>{answer}</b>}
          {attachment !== null && (
            <a href={`/api/duty-awaited/${awaited.id}/files/${attachment.id}`} target="_blank" rel="noreferrer">
              {attachment.name}
            </a>
          )}
        </span>
      </span>
      {mayDo && (
        <span className="acts">
          {answeredAt === null ? (
            <>
              <button type="button" className="button small" onClick={acts.ask}>
                {askedAt === null ? t('duties.ask') : t('duties.askAgain')}
                <span className="hidden"> {office}</span>
              </button>
              {!isAnswering && (
                <button type="button" className="button small" onClick={() => setAnswering(true)}>
                  {t('duties.answer')}
                  <span className="hidden"> {office}</span>
                </button>
              )}
              {!blocks && (
                <button type="button" className="button small" onClick={acts.drop}>
                  {t('duties.dropAsk')}
                  <span className="hidden"> {office}</span>
                </button>
              )}
            </>
          ) : (
            <button type="button" className="button small" onClick={acts.reopen}>
              {t('duties.unanswer')}
              <span className="hidden"> {office}</span>
            </button>
          )}
        </span>
      )}
      {isAnswering && (
        <>
          <Words label={t('duties.answerWhat')} send={acts.answer} onClose={() => setAnswering(false)} />
          <span className="wide duty-file">
            <label htmlFor={id}>{t('duties.answerFile')}</label>
            <input
              id={id}
              type="file"
              accept={ATTACHMENT_CHOICE}
              onChange={(event) => {
                const [file] = event.target.files ?? []
                if (file === undefined) return
                setAnswering(false)
                acts.upload(file)
              }}
            />
          </span>
        </>
      )}
    </li>
  )
}

const useAwaited = ({ id, office }: Awaited) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const base = `/api/duty-awaited/${id}`
  const act = (work: () => Promise<void>) =>
    attempt(async () => {
      try {
        await work()
      } finally {
        await queries.invalidateQueries({ queryKey: ['duties'] })
      }
    })
  const reopen = () =>
    act(async () => {
      await api.send('POST', `${base}/reopen`, Awaited)
    })
  const came = () => done(`${office} ✓`, { label: t('act.undo'), run: reopen })
  return {
    reopen,
    ask: () =>
      act(async () => {
        const { mailed } = await api.send('POST', `${base}/ask`, Asked)
        done(t(mailed ? 'duties.askedMailed' : 'duties.asked', { office }))
      }),
    answer: (answer: string) =>
      act(async () => {
        await api.send('POST', `${base}/answer`, Awaited, { answer })
        came()
      }),
    upload: (file: File) =>
      act(async () => {
        await api.send('POST', address(`${base}/file`, { name: file.name }), Awaited, file)
        came()
      }),
    drop: () => act(() => api.act('DELETE', base)),
  }
}

/** Something more to ask an office, such as an answer on the message board. */
export const AskOffice = ({
  occurrenceId,
  onClose,
}: {
  readonly occurrenceId: string
  readonly onClose: () => void
}) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const id = useId()
  const [wish, setWish] = useState({ office: '', what: '', email: '' })
  const [language, setLanguage] = useState<Language>()
  const field = (name: keyof typeof wish, label: string, type = 'text') => (
    <div>
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        type={type}
        maxLength={name === 'office' ? 60 : 254}
        value={wish[name]}
        onChange={(event) => setWish({ ...wish, [name]: event.target.value })}
      />
    </div>
  )
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        attempt(async () => {
          const { mailed } = await api.send('POST', `/api/duty-occurrences/${occurrenceId}/awaited`, Asked, {
            ...wish,
            ...(language === undefined ? {} : { language }),
          })
          await queries.invalidateQueries({ queryKey: ['duties'] })
          done(t(mailed ? 'duties.askedMailed' : 'duties.asked', { office: wish.office }))
          onClose()
        })
      }}
    >
      {field('office', t('duties.office'))}
      {field('what', t('duties.what'))}
      {field('email', t('duties.email'), 'email')}
      {wish.email !== '' && (
        <div>
          <label htmlFor={`${id}-language`}>{t('duties.letterLanguage')}</label>
          <LetterLanguage id={`${id}-language`} language={language} set={setLanguage} />
        </div>
      )}
      <p className="faint">{t('duties.emailHint')}</p>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button
          type="submit"
          className="button primary"
          disabled={wish.office.trim() === '' || wish.what.trim() === ''}
        >
          {t('duties.ask')}
        </button>
      </div>
    </form>
  )
}
