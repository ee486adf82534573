/** Asks for labels as a PDF, and hands it over as a download. */
import { Check } from 'typebox/value'
import type { LabelOrder } from '../../../protocol/equipment-labels.ts'
import { ErrorAnswer } from '../../../protocol/errors.ts'
import { type Api, Problem } from '../../api.ts'

/** @throws Problem in the server's words */
export const printLabels = async (api: Api, order: LabelOrder, fileName: string): Promise<void> => {
  const response = await fetch('/api/equipment/labels', {
    method: 'POST',
    headers: { ...api.headers(), 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify(order),
  })
  if (!response.ok) {
    const answer: unknown = await response.json().catch(() => null)
    throw Check(ErrorAnswer, answer)
      ? new Problem(answer.code, answer.message, response.status)
      : new Problem('ANSWER_NOT_UNDERSTOOD', response.statusText, response.status)
  }
  const address = URL.createObjectURL(await response.blob())
  Object.assign(document.createElement('a'), { href: address, download: fileName }).click()
  URL.revokeObjectURL(address)
}
