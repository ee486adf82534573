/** What a tile says in words, the same on the wall and on the page of TVs. */
import { useTranslation } from 'react-i18next'
import type { Tile } from '../../../protocol/tile.ts'
import { usePanel } from '../../context.tsx'

export const useTileWord = (): ((tile: Tile) => string) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  return (tile) => {
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
        return tile.since === null ? t('tile.offlineNever') : t('tile.offline', { time: school.shortTime(tile.since) })
      case 'trouble':
        return t('tile.trouble', { code: tile.code })
      default:
        return t(`tile.${tile.state}`)
    }
  }
}
