/** What a tile says in words, the same on the wall and on the page of TVs. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tile } from '../../../protocol/tile.ts'
import { usePanel } from '../../context.tsx'

/** More different tiles than 300 rooms have in a minute. */
const MOST_WORDS = 2000

/** Rooms mostly say what others say: each sentence is made once, for a sentence costs more than the tile it stands on. */
export const useTileWord = (): ((tile: Tile) => string) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  return useMemo(() => {
    const words = new Map<string, string>()
    const wordOf = (tile: Tile): string => {
      switch (tile.state) {
        case 'behind':
          return t('tile.behind', { skew: Math.round(tile.skewMs) })
        case 'missing':
          return t('tile.missing', { segments: tile.segments })
        case 'muted':
          return t('tile.muted', { time: school.shortTime(tile.until) })
        case 'hidden':
          return t('tile.hidden', { time: school.endTime(tile.until), by: tile.by })
        case 'offline':
          return tile.since === null
            ? t('tile.offlineNever')
            : t('tile.offline', { time: school.shortTime(tile.since) })
        case 'trouble':
          return t('tile.trouble', { code: tile.code })
        default:
          return t(`tile.${tile.state}`)
      }
    }
    return (tile) => {
      const key = Object.values(tile).join(' ')
      const known = words.get(key)
      if (known !== undefined) return known
      if (words.size > MOST_WORDS) words.clear()
      const word = wordOf(tile)
      words.set(key, word)
      return word
    }
  }, [t, school])
}
