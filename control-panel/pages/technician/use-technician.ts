/** The technician's link as a page uses it: the visit, what was told and waits, and the draft kept on the phone. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attachment } from '../../../protocol/attachment.ts'
import { TechnicianView } from '../../../protocol/visit.ts'
import { type Api, address, createApi, Problem } from '../../api.ts'
import { emptyDraft, type ReportDraft, readDraft } from '../visits/report-draft.ts'
import { createOutbox, type Outbox, type Parcel, type Sent } from './outbox.ts'
import { openPhoneShelf } from './phone-shelf.ts'

const TRY_AGAIN_MS = 10_000

/** Every request carries the link's token in a header: it stands in no address. */
const useGuestApi = (token: string): Api => {
  const { t, i18n } = useTranslation()
  return useMemo(
    () =>
      createApi({
        fetch: (path, init) =>
          fetch(path, {
            ...init,
            headers: { ...Object.fromEntries(new Headers(init.headers)), 'x-guest-token': token },
          }),
        language: () => (i18n.language === 'en' ? 'en' : 'zh-TW'),
        words: {
          unreachable: () => t('problem.unreachable'),
          trouble: (status) => t('problem.trouble', { status }),
          notUnderstood: (path) => t('problem.notUnderstood', { path }),
        },
        onSignedOut: () => undefined,
      }),
    [token, t, i18n],
  )
}

/** Half of the token names the link on the phone: enough to tell two apart, not enough to open one. */
const nameOf = (token: string): string => token.slice(0, Math.floor(token.length / 2))

const sendParcel = async (api: Api, parcel: Parcel): Promise<Sent> => {
  try {
    if (parcel.type === 'photo')
      await api.send(
        'POST',
        address(`/api/technician/photos/${parcel.faultId}`, { name: parcel.name }),
        Attachment,
        parcel.photo,
      )
    else if (parcel.type === 'arrive')
      await api.send('POST', '/api/technician/arrive', TechnicianView, { at: parcel.at, technician: parcel.technician })
    else await api.send('POST', '/api/technician/finish', TechnicianView, parcel.report)
    return { type: 'sent' }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 0 || error.status === 429 || error.status >= 500) return { type: 'later' }
    return { type: 'refused', reason: error.message }
  }
}

export interface Technician {
  readonly api: Api
  readonly view: ReturnType<typeof useQuery<TechnicianView>>
  readonly waiting: readonly Parcel[]
  /** Why something was not taken; null: nothing was. */
  readonly refusal: string | null
  readonly tell: (parcel: Parcel) => void
  readonly draft: ReportDraft
  readonly setDraft: (draft: ReportDraft) => void
}

export const useTechnician = (token: string): Technician => {
  const api = useGuestApi(token)
  const { i18n } = useTranslation()
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState<readonly Parcel[]>([])
  const [refusal, setRefusal] = useState<string | null>(null)
  const outbox = useRef<Outbox | null>(null)
  const view = useQuery({
    queryKey: ['technician', token, i18n.language],
    queryFn: () => api.get('/api/technician', TechnicianView),
    refetchInterval: 60_000,
    placeholderData: (previous) => previous,
  })
  useEffect(() => {
    let isOver = false
    const refresh = () => queries.invalidateQueries({ queryKey: ['technician', token] })
    openPhoneShelf(nameOf(token)).then((shelf) => {
      if (isOver) return
      outbox.current = createOutbox({
        shelf,
        send: (parcel) => sendParcel(api, parcel),
        changed: (now) => {
          setWaiting(now)
          refresh()
        },
        // That somebody arrived may have been said at the school already: what the visit is now, is shown.
        refused: (parcel, reason) => {
          if (parcel.type !== 'arrive') setRefusal(reason)
          refresh()
        },
      })
      shelf.all().then((kept) => setWaiting(kept.map(({ parcel }) => parcel)))
      outbox.current.flush()
    })
    const flush = () => {
      outbox.current?.flush()
    }
    const timer = setInterval(flush, TRY_AGAIN_MS)
    window.addEventListener('online', flush)
    return () => {
      isOver = true
      clearInterval(timer)
      window.removeEventListener('online', flush)
    }
  }, [api, token, queries])
  const tell = useCallback((parcel: Parcel) => {
    setRefusal(null)
    outbox.current?.add(parcel)
  }, [])
  const [draft, setDraft] = useDraft(nameOf(token))
  return { api, view, waiting, refusal, tell, draft, setDraft }
}

/** What is typed outlasts a reload. */
const useDraft = (link: string) => {
  const key = `nooncast.visit.${link}`
  const [draft, setDraft] = useState(() => readDraft(localStorage.getItem(key)) ?? emptyDraft(''))
  const keep = useCallback(
    (next: ReportDraft) => {
      setDraft(next)
      localStorage.setItem(key, JSON.stringify(next))
    },
    [key],
  )
  return [draft, keep] as const
}
