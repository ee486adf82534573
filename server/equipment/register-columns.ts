/** The columns of the register as a table: how each is called, read and written. Pure. */
import { EQUIPMENT_KINDS, EQUIPMENT_STATES, type EquipmentKind, type EquipmentState } from '../../protocol/equipment.ts'
import type { Language, Sentence } from '../../protocol/text.ts'

/** In the order in which they are written. */
export const COLUMNS = [
  'label',
  'propertyNumber',
  'name',
  'kind',
  'state',
  'room',
  'maker',
  'model',
  'serial',
  'vendor',
  'bought',
  'price',
  'warrantyUntil',
  'parent',
  'tv',
  'note',
] as const
export type Column = (typeof COLUMNS)[number]

/** What a column is called where it is written, in each language. */
export const HEADERS: Readonly<Record<Column, Sentence>> = {
  label: { 'zh-TW': '標籤編號', en: 'Label' },
  propertyNumber: { 'zh-TW': '財產編號', en: 'Property number' },
  name: { 'zh-TW': '名稱', en: 'Name' },
  kind: { 'zh-TW': '種類', en: 'Kind' },
  state: { 'zh-TW': '狀態', en: 'State' },
  room: { 'zh-TW': '地點', en: 'Room' },
  maker: { 'zh-TW': '廠牌', en: 'Maker' },
  model: { 'zh-TW': '型號', en: 'Model' },
  serial: { 'zh-TW': '序號', en: 'Serial number' },
  vendor: { 'zh-TW': '廠商', en: 'Vendor' },
  bought: { 'zh-TW': '購置日期', en: 'Bought' },
  price: { 'zh-TW': '價格', en: 'Price' },
  warrantyUntil: { 'zh-TW': '保固到期', en: 'Warranty until' },
  parent: { 'zh-TW': '裝在（標籤或財產編號）', en: 'Built into (label or property number)' },
  tv: { 'zh-TW': '播出的電視', en: 'TV of the broadcast' },
  note: { 'zh-TW': '備註', en: 'Note' },
}

/** What else lists of property call it. Lower case. */
const ALSO: Readonly<Record<Column, readonly string[]>> = {
  label: ['標籤', 'label id'],
  propertyNumber: ['財產號碼', '財編', '財產編號及序號', 'property no', 'property no.', 'asset number', 'asset tag'],
  name: ['品名', '財產名稱', '設備名稱', '設備', 'device', 'item'],
  kind: ['類別', '分類', '設備種類', 'type', 'category'],
  state: ['使用狀態', '使用情形', 'status'],
  room: ['教室', '位置', '存置地點', '放置地點', '存放地點', '保管地點', 'location', 'place'],
  maker: ['品牌', '製造商', 'brand', 'manufacturer'],
  model: ['型式', '規格型號', '廠牌型號', 'model number'],
  serial: ['機器序號', '出廠序號', '製造序號', 'serial', 'serial no', 'serial no.', 's/n'],
  vendor: ['供應商', '維修廠商', '得標廠商', 'supplier'],
  bought: ['購買日期', '取得日期', '購入日期', 'purchased', 'purchase date', 'bought on'],
  price: ['單價', '金額', '購置金額', '取得價值', '價格（元）', '價格(元)', 'cost', 'price (nt$)'],
  warrantyUntil: ['保固期限', '保固期', '保固到期日', '保固截止', 'warranty', 'warranty end'],
  parent: ['裝在', '所屬設備', 'built into', 'parent', 'part of'],
  tv: ['電視', 'tv'],
  note: ['附註', '說明', 'notes', 'remark', 'remarks'],
}

/** Which column a heading names; null: none of ours, and it is left out. */
export const columnOf = (heading: string): Column | null => {
  const head = heading.normalize('NFKC').trim().toLowerCase()
  const same = (word: string) => word.normalize('NFKC').toLowerCase() === head
  return COLUMNS.find((column) => Object.values(HEADERS[column]).some(same) || ALSO[column].some(same)) ?? null
}

/** What else people call a kind. Lower case. */
const KINDS_ALSO: Readonly<Record<EquipmentKind, readonly string[]>> = {
  tv: ['電視機', '液晶電視', '顯示器', 'television', 'display'],
  box: ['電視盒', '機上盒', 'box', 'set-top box'],
  amplifier: ['擴音機', '擴音器', 'amp'],
  speaker: ['揚聲器', '音箱', 'loudspeaker'],
  microphone: ['無線麥克風', 'mic'],
  mixer: ['調音台', '混音台', '導播機', 'mixing desk'],
  camera: ['相機', '網路攝影機', 'ip camera'],
  server: ['主機'],
  pc: ['個人電腦', '筆記型電腦', 'pc', 'laptop'],
  switch: ['交換器', '交換式集線器', 'switch'],
  ups: ['ups', '不斷電'],
  other: [],
}

const STATES_ALSO: Readonly<Record<EquipmentState, readonly string[]>> = {
  'in-use': ['使用', '正常', '在用', 'used', 'ok'],
  spare: ['備品', '閒置'],
  'in-repair': ['維修中', '送修', 'repair'],
  retired: ['停用', '報廢', '已報廢', 'scrapped'],
}

const found = <Name extends string>(
  written: string,
  words: Readonly<Record<Name, Sentence>>,
  also: Readonly<Record<Name, readonly string[]>>,
  names: readonly Name[],
): Name | null => {
  const text = written.normalize('NFKC').trim().toLowerCase()
  return (
    names.find(
      (name) =>
        name === text ||
        Object.values(words[name]).some((word) => word.toLowerCase() === text) ||
        also[name].includes(text),
    ) ?? null
  )
}

const isKind = (name: string): name is EquipmentKind => name in EQUIPMENT_KINDS
const isState = (name: string): name is EquipmentState => name in EQUIPMENT_STATES
const KINDS = Object.keys(EQUIPMENT_KINDS).filter(isKind)
const STATES = Object.keys(EQUIPMENT_STATES).filter(isState)

/** Null: no kind is called so. */
export const readKind = (written: string) => found(written, EQUIPMENT_KINDS, KINDS_ALSO, KINDS)
/** Null: no state is called so. */
export const readState = (written: string) => found(written, EQUIPMENT_STATES, STATES_ALSO, STATES)

/** The words that are understood, for whoever wrote another. */
export const kindWords = (language: Language): string =>
  KINDS.map((kind) => EQUIPMENT_KINDS[kind][language]).join(language === 'en' ? ', ' : '、')
export const stateWords = (language: Language): string =>
  STATES.map((state) => EQUIPMENT_STATES[state][language]).join(language === 'en' ? ', ' : '、')

/** A kind, or a state, in words; what is none stays as it is. */
export const sayKind = (name: string, language: Language): string =>
  isKind(name) ? EQUIPMENT_KINDS[name][language] : name
export const sayState = (name: string, language: Language): string =>
  isState(name) ? EQUIPMENT_STATES[name][language] : name
