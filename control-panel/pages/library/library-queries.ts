/** What the library's pages ask the server. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Type } from 'typebox'
import { Media, MediaManifest } from '../../../protocol/media.ts'
import { LibrarySummary, SubtitleTrack, Whereabouts } from '../../../protocol/programme.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import type { Filter } from './filter.ts'

const PAGE = 60

/** Programmes a page at a time, as far as somebody scrolled. */
export const useProgrammes = (filter: Filter) => {
  const { api } = usePanel()
  return useInfiniteQuery({
    queryKey: ['media', 'pages', filter],
    queryFn: ({ pageParam }) =>
      api.get(address('/api/media', { ...filter, limit: PAGE, cursor: pageParam }), pageOf(Media)),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  })
}

export const useLibrarySummary = () => {
  const { api } = usePanel()
  return useQuery({ queryKey: ['media', 'summary'], queryFn: () => api.get('/api/media/summary', LibrarySummary) })
}

/** What is not ready, newest first. */
export const useUnready = (limit: number) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['media', 'unready', limit],
    queryFn: async () => (await api.get(address('/api/media', { unready: true, limit }), pageOf(Media))).items,
    // Progress is not told as a change of the library.
    refetchInterval: (query) => (query.state.data?.some(({ state }) => state === 'preparing') ? 2000 : false),
  })
}

export const useProgramme = (id: string) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['media', 'one', id],
    queryFn: () => api.get(`/api/media/${id}`, Media),
    refetchInterval: (query) => (query.state.data?.state === 'preparing' ? 1000 : false),
  })
}

export const useManifest = (media: Pick<Media, 'id' | 'revision'>) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['manifest', media.id, media.revision],
    queryFn: () => api.get(`/media/${media.id}/manifest.json`, MediaManifest),
    enabled: media.revision !== null,
  })
}

export const useWhereabouts = (id: string) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['rundown', 'whereabouts', id],
    queryFn: () => api.get(`/api/media/${id}/whereabouts`, Whereabouts),
  })
}

export const Tracks = Type.Object({ items: Type.Array(SubtitleTrack) })

export const useSubtitles = (media: Pick<Media, 'id' | 'revision'>) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['media', 'subtitles', media.id, media.revision],
    queryFn: async () => (await api.get(`/api/media/${media.id}/subtitles`, Tracks)).items,
    enabled: media.revision !== null,
  })
}

/** Asks for everything of the library anew; to be called after a change of one's own. */
export const useMediaAgain = () => {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['media'] })
}
