/** One request in a list: what, who, where it stands, what presses. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RequestState, RequestView } from '../../../protocol/request.ts'
import { REQUEST_KINDS } from '../../../protocol/request-kinds.ts'
import { REQUEST_STATE_WORDS, STATE_FOR_REQUESTER } from '../../../protocol/request-words.ts'
import { useLanguage, useMay, usePanel, useToday } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { useRequestAct } from './request-queries.ts'
import { urgenciesOf } from './urgency.ts'

const LOOKS: Readonly<Record<RequestState, { readonly level: string; readonly shape: string }>> = {
  new: { level: 'amber', shape: '▲' },
  taken: { level: 'grey', shape: '●' },
  asked: { level: 'amber', shape: '?' },
  answered: { level: 'ready', shape: '✓' },
  confirmed: { level: 'ready', shape: '✓' },
  withdrawn: { level: 'grey', shape: '○' },
  merged: { level: 'grey', shape: '→' },
  'handed-on': { level: 'grey', shape: '→' },
}
/** Whose turn it is sees it marked; for the section what presses is the day, not the state. */
const CALM: ReadonlySet<string> = new Set(['section new', 'section asked', 'requester new'])

/** Where it stands. @param section in the words of those who answer */
export const StateChip = ({ request, section }: { readonly request: RequestView; readonly section: boolean }) => {
  const language = useLanguage()
  const { state, assignee } = request
  const says = (section ? REQUEST_STATE_WORDS : STATE_FOR_REQUESTER)[state][language]
  const { level, shape } = LOOKS[state]
  const isCalm = CALM.has(`${section ? 'section' : 'requester'} ${state}`)
  return (
    <span className={`chip ${isCalm ? 'grey' : level}`}>
      {isCalm ? '…' : shape} {section && state === 'taken' && assignee !== null ? `${says} · ${assignee.name}` : says}
    </span>
  )
}

/** By when: amber once it fails unless somebody acts. */
export const UrgencyChips = ({ request }: { readonly request: RequestView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const today = useToday()
  return urgenciesOf(request, today).map(({ level, word, date }) => (
    <span key={word} className={level === 'amber' ? 'chip amber' : 'faint'}>
      {level === 'amber' && '▲ '}
      {t(`requests.due.${word}`, { date: shortDate(date, language) })}
    </span>
  ))
}

interface Props {
  readonly request: RequestView
  readonly section: boolean
  /** The heading says where it stands. */
  readonly isGrouped?: boolean
}
export const RequestRow = ({ request, section, isGrouped = false }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const writes = useMay('requests.write')
  const act = useRequestAct(request)
  const { id, number, kind, summary, room, state, requester, filedAt } = request
  const facts = [REQUEST_KINDS[kind].name[language], room, section ? requester.name : '']
  return (
    <li>
      <span className="grow request-what">
        <Link href={`/requests/${id}`}>
          <b>{summary}</b>
        </Link>
        <span className="faint">
          {number} · {facts.filter((each) => each !== '').join(' · ')} ·{' '}
          {t('requests.filed', { date: shortDate(school.date(filedAt), language) })}
        </span>
      </span>
      <UrgencyChips request={request} />
      {!(isGrouped && state === 'new') && <StateChip request={request} section={section} />}
      {section && writes && state === 'new' && (
        <button
          type="button"
          className="button small"
          aria-label={`${t('requests.take')}: ${summary}`}
          onClick={() => act({ act: 'take', version: request.version }, t('requests.did.take'), { act: 'release' })}
        >
          {t('requests.take')}
        </button>
      )}
    </li>
  )
}
