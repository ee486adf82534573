/** A procedure being rewritten: each text in both languages; what is saved is a new version. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BothLanguages, Procedure, type ProcedureContent } from '../../../protocol/procedure.ts'
import { Problem } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

interface Props {
  readonly procedure: Procedure
  readonly onLeave: () => void
}

const SINGLE = ['name', 'owner', 'when'] as const
const LISTS = ['notes', 'basis', 'way'] as const
const NOTHING: BothLanguages = { 'zh-TW': '', en: '' }

/** Texts left empty are left out. */
const written = (content: ProcedureContent): ProcedureContent => ({
  ...content,
  ...Object.fromEntries(LISTS.map((name) => [name, content[name].filter((text) => text['zh-TW'].trim() !== '')])),
})

export const ProcedureForm = ({ procedure, onLeave }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const queries = useQueryClient()
  const notices = useNotices()
  const [content, setContent] = useState(procedure.content)
  const [why, setWhy] = useState('')
  const [overtaken, setOvertaken] = useState<string | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const path = `/api/procedures/${procedure.number}`
      // The version on the page: once overtaken, the page shows the newer one, and saving again replaces that.
      const saved = await api.send('PUT', path, Procedure, {
        version: procedure.version,
        content: written(content),
        why,
      })
      notices.done(t('procedures.saved', { version: saved.version }))
      await queries.invalidateQueries({ queryKey: ['procedures'] })
      onLeave()
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'PROCEDURE_CHANGED') return notices.failed(error)
      setOvertaken(error.message)
      await queries.invalidateQueries({ queryKey: ['procedures'] })
    }
  }
  return (
    <form className="panel-card fields" onSubmit={save}>
      <h1>
        {procedure.number} {procedure.content.name['zh-TW']}
      </h1>
      {overtaken !== null && (
        <p className="notice amber" role="alert">
          ▲ {overtaken}
        </p>
      )}
      {SINGLE.map((name) => (
        <fieldset key={name} className="procedure-pair">
          <legend>{t(`procedures.${name}`)}</legend>
          <Pair value={content[name]} isRequired change={(value) => setContent({ ...content, [name]: value })} />
        </fieldset>
      ))}
      {LISTS.map((name) => (
        <Texts
          key={name}
          title={t(`procedures.${name}`)}
          texts={content[name]}
          change={(texts) => setContent({ ...content, [name]: texts })}
        />
      ))}
      <div>
        <label htmlFor="procedure-why">{t('procedures.why')}</label>
        <input id="procedure-why" value={why} maxLength={300} onChange={(event) => setWhy(event.currentTarget.value)} />
      </div>
      <div className="acts">
        <button type="button" className="button" onClick={onLeave}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary">
          {t('procedures.save')}
        </button>
      </div>
    </form>
  )
}

interface PairProps {
  readonly value: BothLanguages
  readonly isRequired: boolean
  readonly change: (value: BothLanguages) => void
}
const Pair = ({ value, isRequired, change }: PairProps) => {
  const { t } = useTranslation()
  return (
    <>
      {(['zh-TW', 'en'] as const).map((language) => (
        <label key={language}>
          <span className="faint">{t(language === 'en' ? 'procedures.english' : 'procedures.chinese')}</span>
          <textarea
            lang={language}
            rows={2}
            maxLength={4000}
            required={isRequired && language === 'zh-TW'}
            value={value[language]}
            onChange={(event) => change({ ...value, [language]: event.currentTarget.value })}
          />
        </label>
      ))}
    </>
  )
}

interface TextsProps {
  readonly title: string
  readonly texts: readonly BothLanguages[]
  readonly change: (texts: BothLanguages[]) => void
}
const Texts = ({ title, texts, change }: TextsProps) => {
  const { t } = useTranslation()
  return (
    <fieldset className="procedure-texts">
      <legend>{title}</legend>
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: texts have no other name while they are written
        <div key={index} className="procedure-pair">
          <Pair
            value={text}
            isRequired={false}
            change={(value) => change(texts.map((each, place) => (place === index ? value : each)))}
          />
          <button
            type="button"
            className="button small"
            onClick={() => change(texts.filter((_, place) => place !== index))}
          >
            {t('procedures.remove')}
          </button>
        </div>
      ))}
      <button type="button" className="button small" onClick={() => change([...texts, NOTHING])}>
        {t('procedures.add')}
      </button>
    </fieldset>
  )
}
