/** Words of a room’s tile on the wall, in both languages. */
import type { Same } from './shape.ts'

export const tileZh = {
  ready: '就緒',
  playing: '播出中',
  behind: '不同步 {{skew}} 毫秒',
  missing: '少 {{segments}} 段',
  'no-plan': '沒有節目表',
  'no-group': '未分組',
  silent: '沒有聲音',
  muted: '靜音到 {{time}}',
  hidden: '藏到 {{time}}（{{by}}）',
  starting: '啟動中',
  offline: '離線 {{time}} 起',
  offlineNever: '離線',
  trouble: '故障 {{code}}',
} as const

export const tileEn: Same<typeof tileZh> = {
  ready: 'Ready',
  playing: 'Playing',
  behind: 'Out of step {{skew}} ms',
  missing: '{{segments}} missing',
  'no-plan': 'No plan',
  'no-group': 'No group',
  silent: 'No sound',
  muted: 'Muted to {{time}}',
  hidden: 'Hidden to {{time}} ({{by}})',
  starting: 'Starting',
  offline: 'Off since {{time}}',
  offlineNever: 'Offline',
  trouble: 'Fault {{code}}',
}
