/** Ready-made answers, questions and requests: changed here by whoever answers. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestTemplate, type TemplateInput, type TemplateUse } from '../../../protocol/request.ts'
import { REQUEST_KIND_NAMES, REQUEST_KINDS, type RequestKind } from '../../../protocol/request-kinds.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useTemplates } from './request-queries.ts'

const USES: readonly TemplateUse[] = ['answer', 'ask', 'request']

export const Templates = () => {
  const { t } = useTranslation()
  const templates = useTemplates()
  const [isAdding, setAdding] = useState(false)
  return (
    <details className="panel-card">
      <summary>
        <b>{t('requests.templates')}</b> <span className="faint">{templates.length}</span>
      </summary>
      <p className="faint">{t('requests.templatesLead')}</p>
      <ul className="rows">
        {templates.map((template) => (
          <TemplateRow key={template.id} template={template} />
        ))}
      </ul>
      {isAdding ? (
        <TemplateForm onClose={() => setAdding(false)} />
      ) : (
        <button type="button" className="button small" onClick={() => setAdding(true)}>
          {t('requests.newTemplate')}
        </button>
      )}
    </details>
  )
}

const useRefresh = () => {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['requests', 'templates'] })
}

const TemplateRow = ({ template }: { readonly template: RequestTemplate }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const refresh = useRefresh()
  const [isChanging, setChanging] = useState(false)
  const { id, name, use, words } = template
  const remove = () =>
    attempt(async () => {
      const { use, name, kind, words } = await api.send('DELETE', `/api/request-templates/${id}`, RequestTemplate)
      await refresh()
      const bring = async () => {
        await api.send('POST', '/api/request-templates', RequestTemplate, { use, name, kind, words })
        await refresh()
      }
      done(t('requests.templateGone', { name }), { label: t('act.undo'), run: () => attempt(bring) })
    })
  if (isChanging)
    return (
      <li>
        <div className="wide">
          <TemplateForm template={template} onClose={() => setChanging(false)} />
        </div>
      </li>
    )
  return (
    <li>
      <span className="grow">
        <b>{name}</b> <span className="faint">{words}</span>
      </span>
      <span className="chip grey">{t(`requests.use.${use}`)}</span>
      <button
        type="button"
        className="button small"
        aria-label={`${t('act.edit')}: ${name}`}
        onClick={() => setChanging(true)}
      >
        {t('act.edit')}
      </button>
      <button type="button" className="button small" aria-label={`${t('act.remove')}: ${name}`} onClick={remove}>
        {t('act.remove')}
      </button>
    </li>
  )
}

interface FormProps {
  readonly template?: RequestTemplate
  readonly onClose: () => void
}
const TemplateForm = ({ template, onClose }: FormProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const refresh = useRefresh()
  const id = useId()
  const [input, setInput] = useState<TemplateInput>(template ?? { use: 'answer', name: '', kind: null, words: '' })
  const change = (patch: Partial<TemplateInput>) => setInput((held) => ({ ...held, ...patch }))
  const { use, name, kind, words } = input
  const save = () =>
    attempt(async () => {
      const body = { use, name, kind: use === 'request' ? (kind ?? 'other') : kind, words }
      if (template === undefined) await api.send('POST', '/api/request-templates', RequestTemplate, body)
      else {
        const { version } = template
        await api.send('PUT', `/api/request-templates/${template.id}`, RequestTemplate, { ...body, version })
      }
      await refresh()
      done(t('requests.templateSaved', { name }))
      onClose()
    })
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="fields row">
        <div>
          <label htmlFor={`${id}-name`}>{t('requests.templateName')}</label>
          <input
            id={`${id}-name`}
            required
            maxLength={60}
            value={name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-use`}>{t('requests.templateUse')}</label>
          <select
            id={`${id}-use`}
            value={use}
            onChange={(event) => change({ use: USES.find((each) => each === event.target.value) ?? 'answer' })}
          >
            {USES.map((each) => (
              <option key={each} value={each}>
                {t(`requests.use.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${id}-kind`}>{t('requests.filter.kind')}</label>
          <select
            id={`${id}-kind`}
            value={kind ?? (use === 'request' ? 'other' : '')}
            onChange={(event) => change({ kind: kindOf(event.target.value) })}
          >
            {use !== 'request' && <option value="">{t('requests.filter.allKinds')}</option>}
            {REQUEST_KIND_NAMES.map((each) => (
              <option key={each} value={each}>
                {REQUEST_KINDS[each].name[language]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div>
        <label htmlFor={`${id}-words`}>{t('requests.templateWords')}</label>
        <textarea
          id={`${id}-words`}
          required
          rows={3}
          maxLength={8000}
          value={words}
          onChange={(event) => change({ words: event.target.value })}
        />
      </div>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary">
          {t('act.save')}
        </button>
      </div>
    </form>
  )
}

const kindOf = (text: string): RequestKind | null => REQUEST_KIND_NAMES.find((kind) => kind === text) ?? null
