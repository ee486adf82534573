/** What there is to print: for each paper the facts it is made of, plain data that can travel to another thread. */
import { type LabelSheetOrder, labelPaper } from '../equipment/label-paper.ts'
import { type Booklet, bookletOf } from '../procedures/booklet.ts'
import { type PaperOf, slipPaper } from '../slips/paper.ts'
import type { Paper } from './paper.ts'

export type PaperOrder =
  | { readonly kind: 'labels'; readonly of: LabelSheetOrder }
  | { readonly kind: 'slip'; readonly of: PaperOf }
  | { readonly kind: 'booklet'; readonly of: Booklet }

export const paperOf = (order: PaperOrder): Paper => {
  switch (order.kind) {
    case 'labels':
      return labelPaper(order.of)
    case 'slip':
      return slipPaper(order.of)
    case 'booklet':
      return bookletOf(order.of)
    default:
      return order satisfies never
  }
}
