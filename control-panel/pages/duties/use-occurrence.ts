/** What may be done with one occurrence, each with the way back. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DutyStep } from '../../../protocol/duty.ts'
import { DutyOccurrence, type StepDeed } from '../../../protocol/duty-occurrence.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

export const useOccurrence = ({ id, name }: Pick<DutyOccurrence, 'id' | 'name'>) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const base = `/api/duty-occurrences/${id}`
  const send = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<DutyOccurrence> => {
    try {
      return await api.send(method, `${base}${path}`, DutyOccurrence, body)
    } finally {
      // Refused too: somebody else was faster, and what they did is to be seen.
      await queries.invalidateQueries({ queryKey: ['duties'] })
    }
  }
  const stepPath = (step: DutyStep) => `/steps/${encodeURIComponent(step.id)}`
  const retract = (step: DutyStep) =>
    attempt(async () => {
      await send('DELETE', stepPath(step))
      done(t('duties.retracted', { step: step.text }))
    })
  const reopen = () =>
    attempt(async () => {
      await send('POST', '/reopen')
      done(t('duties.reopened', { name }))
    })
  return {
    answer: (step: DutyStep, deed: StepDeed) =>
      attempt(async () => {
        const { answers } = await send('PUT', stepPath(step), deed)
        // A number outside of its limits has failed, whatever was said.
        const came = answers.find(({ stepId }) => stepId === step.id)?.result ?? deed.result
        const result = t(`duties.result.${came}`)
        done(t('duties.answered', { step: step.text, result }), { label: t('act.undo'), run: () => retract(step) })
      }),
    upload: (step: DutyStep, file: File) =>
      attempt(async () => {
        await send('POST', address(`${stepPath(step)}/file`, { name: file.name }), file)
        done(t('duties.answered', { step: step.text, result: t('duties.result.ok') }), {
          label: t('act.undo'),
          run: () => retract(step),
        })
      }),
    retract,
    finish: () =>
      attempt(async () => {
        await send('POST', '/finish')
        done(t('duties.finished', { name }), { label: t('act.undo'), run: reopen })
      }),
    skip: (reason: string) =>
      attempt(async () => {
        await send('POST', '/skip', { reason })
        done(t('duties.skipped', { name }), { label: t('act.undo'), run: reopen })
      }),
    reopen,
  }
}
