/** What the pages ask the server. A query's key begins with the topic whose change makes it stale. */
import { useQuery } from '@tanstack/react-query'
import { Display, Group } from '../protocol/display.ts'
import { Media } from '../protocol/media.ts'
import { type AiringView, type Reason, RundownView } from '../protocol/rundown.ts'
import { type Instant, instant, type SchoolDate } from '../protocol/time.ts'
import { address } from './api.ts'
import { usePanel } from './context.tsx'
import { DISPLAYS_KEY } from './display-news.ts'
import { pageOf } from './page.ts'

/** An airing as the panel reads it: instants instead of text. */
export interface PlannedAiring extends Omit<AiringView, 'start' | 'end' | 'reasons'> {
  readonly reasons: readonly Reason[]
  readonly start: Instant
  readonly end: Instant
}

/** An airing of the server's as the panel reads it. */
export const planned = (airing: AiringView): PlannedAiring => ({
  ...airing,
  start: instant(Date.parse(airing.start)),
  end: instant(Date.parse(airing.end)),
})

/** The rundown of `[from, to]`, every group's. */
export const useRundown = (from: SchoolDate, to: SchoolDate) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['rundown', from, to],
    queryFn: async () => (await api.get(address('/api/rundown', { from, to }), RundownView)).airings.map(planned),
  })
}

/** Every TV; what the socket says of them is laid over it (see `useLiveQueries`). */
export const useDisplays = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: DISPLAYS_KEY,
    queryFn: async () => (await api.get(address('/api/displays', { limit: 500 }), pageOf(Display))).items,
    // Compared field by field, 300 rooms that report each second would cost more than drawing them.
    structuralSharing: false,
  })
}

export const useGroups = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['groups'],
    queryFn: async () => (await api.get(address('/api/groups', { limit: 500 }), pageOf(Group))).items,
  })
}

/** The library's programmes. */
export const useMediaList = (search = '', archived = false) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['media', 'list', search, archived],
    queryFn: async () =>
      (await api.get(address('/api/media', { limit: 500, q: search, archived: archived || undefined }), pageOf(Media)))
        .items,
    placeholderData: (previous) => previous,
  })
}
