/**
 * Acceptance by the section: what is said to be repaired is looked at, a TV by its test picture, and then accepted, or sent
 * back with the reason.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, usePanel } from '../../context.tsx'
import { useDisplays } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'
import { TestPicture } from '../guide/test-picture.tsx'

export interface Accepted {
  readonly id: string
  readonly number: string
  /** The TV that it is about; null: something else. */
  readonly displayId: string | null
}

/** The test picture on the TV that a fault is about; nothing where it is no TV. */
export const SeeItWork = ({ displayId }: { readonly displayId: string | null }) => {
  const { t } = useTranslation()
  const shows = useMay('playout.control')
  const display = (useDisplays().data ?? []).find((each) => each.id === displayId)
  if (display === undefined || !shows) return null
  return (
    <div className="acceptance">
      <p>{t('visit.acceptTv')}</p>
      <TestPicture displays={[display]} />
    </div>
  )
}

export const Acceptance = ({ fault }: { readonly fault: Accepted }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const writes = useMay('faults.write')
  const id = useId()
  const [why, setWhy] = useState<string | null>(null)
  const display = (useDisplays().data ?? []).find((each) => each.id === fault.displayId)
  const act = (type: 'accept' | 'reject', note: string, said: string) =>
    attempt(async () => {
      try {
        await api.act('POST', `/api/faults/${fault.id}/acts`, { act: { type, note } })
        done(said)
      } finally {
        await Promise.all(['faults', 'visits'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
      }
    })
  if (!writes) return null
  return (
    <div className="acceptance">
      <p className="faint">{t('visit.acceptLead')}</p>
      <SeeItWork displayId={fault.displayId} />
      <div className="acts start">
        <button
          type="button"
          className="button primary"
          onClick={() =>
            act(
              'accept',
              display === undefined ? '' : t('visit.acceptNote'),
              t('visit.accepted', { number: fault.number }),
            )
          }
        >
          {t('visit.acceptYes')}
        </button>
        {why === null && (
          <button type="button" className="button" onClick={() => setWhy('')}>
            {t('visit.acceptNo')}
          </button>
        )}
      </div>
      {why !== null && (
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault()
            act('reject', why.trim(), t('visit.rejected', { number: fault.number }))
          }}
        >
          <div>
            <label htmlFor={`${id}-why`}>{t('visit.acceptWhy')}</label>
            <input
              id={`${id}-why`}
              required
              maxLength={2000}
              value={why}
              onChange={({ target }) => setWhy(target.value)}
            />
          </div>
          <div className="acts">
            <button type="button" className="button" onClick={() => setWhy(null)}>
              {t('act.cancel')}
            </button>
            <button type="submit" className="button" disabled={why.trim() === ''}>
              {t('visit.acceptNo')}
            </button>
          </div>
        </form>
      )}
    </div>
  )
}
