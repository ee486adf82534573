/** Who works on a request: taking it, giving it on, giving it back. */
import { useTranslation } from 'react-i18next'
import { mayAct, type RequestDetail } from '../../../protocol/request.ts'
import { usePanel } from '../../context.tsx'
import { ChooseOne } from './choose-one.tsx'
import { useRequestAct, useStaff } from './request-queries.ts'

export const RequestWork = ({ request }: { readonly request: RequestDetail }) => {
  const { t } = useTranslation()
  const { user } = usePanel()
  const staff = useStaff()
  const act = useRequestAct(request)
  const { state, version, assignee } = request
  const give = (to: string) => {
    const back = assignee === null ? ({ act: 'release' } as const) : ({ act: 'give', to: assignee.id } as const)
    return act({ act: 'give', to, version }, t('requests.did.give'), back)
  }
  return (
    <section className="panel-card" aria-label={t('requests.assignee')}>
      <h2>
        {t('requests.assignee')} <span className="faint">{assignee?.name ?? t('requests.nobody')}</span>
      </h2>
      <div className="acts start">
        {mayAct('take', state, ['section']) && (
          <button
            type="button"
            className="button primary"
            onClick={() => act({ act: 'take', version }, t('requests.did.take'), { act: 'release' })}
          >
            {t('requests.take')}
          </button>
        )}
        {mayAct('release', state, ['section']) && (
          <button
            type="button"
            className="button small"
            onClick={() =>
              act(
                { act: 'release', version },
                t('requests.did.release'),
                assignee === null ? undefined : { act: 'give', to: assignee.id },
              )
            }
          >
            {t('requests.release')}
          </button>
        )}
        {mayAct('reopen', state, ['section']) && state === 'confirmed' && (
          <button
            type="button"
            className="button small"
            onClick={() => act({ act: 'reopen', version }, t('requests.did.reopen'))}
          >
            {t('requests.reopen')}
          </button>
        )}
        {mayAct('give', state, ['section']) && (
          <ChooseOne
            label={t('requests.give')}
            none={t('requests.giveWhom')}
            act={t('requests.giveIt')}
            options={staff.filter(({ id }) => id !== assignee?.id && !(assignee === null && id === user.id))}
            take={give}
          />
        )}
      </div>
    </section>
  )
}
