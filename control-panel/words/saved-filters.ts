/** Words of saved filters, in both languages. */
import type { Same } from './shape.ts'

export const savedFiltersZh = {
  label: '存下的篩選',
  keep: '存下這個篩選',
  name: '篩選名稱',
  shared: '整組都看得到',
  kept: '已存「{{name}}」',
  gone: '已刪除「{{name}}」',
  remove: '刪除篩選「{{name}}」',
  by: '{{name}}（{{who}}）',
} as const

export const savedFiltersEn: Same<typeof savedFiltersZh> = {
  label: 'Saved filters',
  keep: 'Keep this filter',
  name: 'Name of the filter',
  shared: 'The whole section sees it',
  kept: '“{{name}}” kept',
  gone: '“{{name}}” removed',
  remove: 'Remove the filter “{{name}}”',
  by: '{{name}} ({{who}})',
}
