/** A device in a line, as a call and a technician's page say it. Pure. */
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Language, type Sentence, say } from '../../protocol/text.ts'

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
