/** What is asked for: one of the kinds, or something that is asked for often. */
import { useTranslation } from 'react-i18next'
import { REQUEST_KIND_NAMES, REQUEST_KINDS } from '../../../protocol/request-kinds.ts'
import { useLanguage } from '../../context.tsx'
import { type Draft, draftOf } from './draft.ts'
import { useTemplates } from './request-queries.ts'

interface Props {
  readonly choose: (draft: Draft) => void
  readonly onClose: () => void
}
export const KindChoice = ({ choose, onClose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const ready = useTemplates().filter(({ use }) => use === 'request')
  return (
    <div className="fields">
      {ready.length > 0 && (
        <div>
          <b>{t('requests.readyMade')}</b>
          <ul className="choices">
            {ready.map(({ id, name, kind, words }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => choose({ ...draftOf(kind ?? 'other'), summary: words.slice(0, 160) })}
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <b>{t('requests.whichKind')}</b>
      <ul className="request-kinds">
        {REQUEST_KIND_NAMES.map((kind) => (
          <li key={kind}>
            <button type="button" className="request-kind" onClick={() => choose(draftOf(kind))}>
              <b>{REQUEST_KINDS[kind].name[language]}</b>
              <span className="faint">{REQUEST_KINDS[kind].lead[language]}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
      </div>
    </div>
  )
}
