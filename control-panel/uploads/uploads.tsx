/** The uploads outlive the page that began them: they go on while somebody looks at the timetable. */
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { Media } from '../../protocol/media.ts'
import { usePanel } from '../context.tsx'
import { createUploadQueue, type QueuedUpload, type UploadQueue } from './upload-queue.ts'

const Context = createContext<UploadQueue | null>(null)

export const useUploads = (): UploadQueue => {
  const queue = useContext(Context)
  if (queue === null) throw new Error('outside of the panel')
  return queue
}

export const useUploadList = (): readonly QueuedUpload[] => {
  const queue = useUploads()
  return useSyncExternalStore(queue.subscribe, queue.list)
}

export const UploadsProvider = ({ children }: { readonly children: ReactNode }) => {
  const { api } = usePanel()
  const queries = useQueryClient()
  const queue = useMemo(
    () =>
      createUploadQueue({
        headers: api.headers,
        refile: async (mediaId, { kind, airDate }) => {
          await api.send('PATCH', `/api/media/${mediaId}`, Media, { kind, airDate: airDate === '' ? null : airDate })
        },
        onDone: () => {
          queries.invalidateQueries({ queryKey: ['media'] })
          queries.invalidateQueries({ queryKey: ['bookings'] })
        },
        now: () => performance.now(),
      }),
    [api, queries],
  )
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (queue.list().some(({ state }) => state.type === 'running')) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [queue])
  return <Context value={queue}>{children}</Context>
}
