/** Asks for labels as a PDF, and hands it over as a download. */
import type { LabelOrder } from '../../../protocol/equipment-labels.ts'
import type { Api } from '../../api.ts'

/** @throws Problem in the server's words */
export const printLabels = async (api: Api, order: LabelOrder, fileName: string): Promise<void> => {
  const address = URL.createObjectURL(await api.blob('/api/equipment/labels', order))
  Object.assign(document.createElement('a'), { href: address, download: fileName }).click()
  URL.revokeObjectURL(address)
}
