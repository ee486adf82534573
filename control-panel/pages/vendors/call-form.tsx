/** One call for all that waits: what to tell is ticked, the words follow, and the call is written down. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import {
  CALL_WAYS,
  CallDraft,
  type CallItem,
  CallView,
  type CallWay,
  type VendorView,
} from '../../../protocol/vendor.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { useWithdrawCall } from './withdraw-call.tsx'

export const CallSection = ({ vendor }: { readonly vendor: VendorView }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const draft = useQuery({
    // What waits changes with the faults too: see the topics of the vendor's page.
    queryKey: ['faults', 'to-call', vendor.id, language],
    queryFn: () => api.get(`/api/vendors/${vendor.id}/call`, CallDraft),
  })
  return (
    <section className="panel-card" aria-label={t('call.title')}>
      <h2>{t('call.title')}</h2>
      {draft.isError && draft.data === undefined && <Failed error={draft.error} retry={() => draft.refetch()} />}
      {draft.data === undefined && !draft.isError && <Skeleton rows={2} height={64} />}
      {draft.data?.items.length === 0 && <p className="faint">{t('call.nothing')}</p>}
      {draft.data !== undefined && draft.data.items.length > 0 && <CallForm vendor={vendor} draft={draft.data} />}
    </section>
  )
}

interface Props {
  readonly vendor: VendorView
  readonly draft: CallDraft
}
const CallForm = ({ vendor, draft }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const withdraw = useWithdrawCall()
  const writes = useMay('visits.write')
  const id = useId()
  /** Ticks that differ from what is offered: certain ones on, doubtful ones off. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState<{ how: CallWay; spokeTo: string; note: string }>({
    ...{ how: 'telephone', spokeTo: '', note: '' },
  })
  const isTicked = ({ faultId, ground }: CallItem) => (ground !== 'nothing') !== turned.has(faultId)
  const faultIds = draft.items.filter(isTicked).map(({ faultId }) => faultId)
  const isAsOffered = turned.size === 0
  const words = useQuery({
    queryKey: ['faults', 'call-words', vendor.id, faultIds, language],
    queryFn: async () =>
      (
        await api.send('POST', `/api/vendors/${vendor.id}/call-words`, Type.Object({ words: Type.String() }), {
          faultIds,
        })
      ).words,
    enabled: writes && !isAsOffered && faultIds.length > 0,
    placeholderData: (previous) => previous,
  })
  const text = faultIds.length === 0 ? '' : isAsOffered ? draft.words : (words.data ?? '')
  const make = () =>
    attempt(async () => {
      try {
        const { id } = await api.send('POST', `/api/vendors/${vendor.id}/calls`, CallView, { faultIds, ...said })
        const undo = () => withdraw(id, faultIds, t('act.undo'))
        done(t('call.made', { count: faultIds.length }), { label: t('act.undo'), run: undo })
        setTurned(new Set())
        setSaid({ how: 'telephone', spokeTo: '', note: '' })
      } finally {
        await Promise.all(['faults', 'vendors'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
      }
    })
  return (
    <form
      className="fields call-form"
      onSubmit={(event) => {
        event.preventDefault()
        make()
      }}
    >
      <fieldset className="visit-choices">
        <legend className="faint">{t('call.lead')}</legend>
        {draft.items.map((item) => (
          <label key={item.faultId} className="check visit-check">
            <input
              type="checkbox"
              checked={isTicked(item)}
              onChange={() => {
                const next = new Set(turned)
                if (!next.delete(item.faultId)) next.add(item.faultId)
                setTurned(next)
              }}
            />
            <Item item={item} />
          </label>
        ))}
      </fieldset>
      <div>
        <label htmlFor={`${id}-words`}>{t('call.words')}</label>
        <textarea id={`${id}-words`} className="visit-words" readOnly value={text} />
        {window.isSecureContext && (
          <div>
            <button
              type="button"
              className="button small"
              onClick={() =>
                attempt(async () => {
                  await navigator.clipboard.writeText(text)
                  done(t('call.copied'))
                })
              }
            >
              {t('call.copy')}
            </button>
          </div>
        )}
      </div>
      {writes && (
        <>
          <div className="fields row">
            <div>
              <label htmlFor={`${id}-how`}>{t('call.howLabel')}</label>
              <select
                id={`${id}-how`}
                value={said.how}
                onChange={({ target }) =>
                  setSaid({ ...said, how: CALL_WAYS.find((way) => way === target.value) ?? 'telephone' })
                }
              >
                {CALL_WAYS.map((way) => (
                  <option key={way} value={way} disabled={way === 'mail' && !draft.mailable}>
                    {t(`call.how.${way}`)}
                  </option>
                ))}
              </select>
            </div>
            <div>
              <label htmlFor={`${id}-who`}>{t('call.spokeTo')}</label>
              <input
                id={`${id}-who`}
                maxLength={80}
                list={`${id}-people`}
                value={said.spokeTo}
                onChange={({ target }) => setSaid({ ...said, spokeTo: target.value })}
              />
              <datalist id={`${id}-people`}>
                {vendor.contacts.map(({ name }) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </div>
            <div>
              <label htmlFor={`${id}-note`}>{t('call.note')}</label>
              <input
                id={`${id}-note`}
                maxLength={1000}
                value={said.note}
                onChange={({ target }) => setSaid({ ...said, note: target.value })}
              />
            </div>
          </div>
          {!draft.mailable && <p className="faint">{t('call.noMail')}</p>}
          <div className="acts">
            <button type="submit" className="button primary" disabled={faultIds.length === 0}>
              {t(said.how === 'mail' ? 'call.send' : 'call.make', { count: faultIds.length })}
            </button>
          </div>
        </>
      )}
    </form>
  )
}

const Item = ({ item }: { readonly item: CallItem }) => {
  const { t } = useTranslation()
  return (
    <span className="grow">
      {item.severity === 'blocks-noon' && <span className="chip amber">▲ {t('call.blocksNoon')}</span>}{' '}
      <b>
        {item.room} {item.title}
      </b>{' '}
      <span className="faint">
        {[
          item.number,
          item.device,
          item.warranty === null ? '' : t(item.warranty ? 'call.inWarranty' : 'call.outOfWarranty'),
          t(`call.ground.${item.ground}`),
        ]
          .filter((each) => each !== '')
          .join(' · ')}
      </span>
    </span>
  )
}
