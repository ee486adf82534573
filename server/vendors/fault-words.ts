/** A fault and its device in a line each, as a call and a technician's page say them. Pure. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { FaultView } from '../../protocol/fault.ts'
import { type Language, type Sentence, say } from '../../protocol/text.ts'
import { sayCause } from '../../protocol/trouble.ts'

export type Device = Pick<
  Prisma.EquipmentModel,
  | 'id'
  | 'kind'
  | 'name'
  | 'room'
  | 'maker'
  | 'model'
  | 'serial'
  | 'propertyNumber'
  | 'vendorId'
  | 'warrantyUntil'
  | 'displayId'
>

const SERIAL: Sentence = { 'zh-TW': '序號 {value}', en: 'serial {value}' }
const PROPERTY: Sentence = { 'zh-TW': '財產編號 {value}', en: 'property number {value}' }

/** What is wrong; a fault of the system's that nobody put into words says what was seen. */
export const titleOf = ({ title, cause }: Pick<FaultView, 'title' | 'cause'>, language: Language): string =>
  title !== '' || cause === null ? title : sayCause(cause, language)

/** Name, maker, model, serial and property number as far as they are known; empty: no device. */
export const deviceLine = (device: Device | null, language: Language): string => {
  if (device === null) return ''
  const { name, maker, model, serial, propertyNumber } = device
  const known = [
    [name, maker, model].filter((each) => each !== '').join(' '),
    serial === '' ? '' : say(SERIAL, language, { value: serial }),
    propertyNumber === '' ? '' : say(PROPERTY, language, { value: propertyNumber }),
  ]
  return known.filter((each) => each !== '').join(language === 'zh-TW' ? '，' : ', ')
}
