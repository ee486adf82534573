import { array, assert, constantFrom, option, property, record, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EQUIPMENT_KINDS, EQUIPMENT_STATES } from '../../protocol/equipment.ts'
import { schoolDate } from '../../protocol/time.ts'
import { readRegister, type WrittenDevice, writeRegister } from './register-csv.ts'
import { planRegister, type Register } from './register-plan.ts'

const read = (text: string) => readRegister(Buffer.from(text), 'en')
const codes = (text: string) => read(text).errors.map(({ line, code }) => `${line} ${code}`)

const device = (patch: Partial<WrittenDevice>): WrittenDevice => ({
  ...{ label: 'CDFGHJKM', propertyNumber: '', name: 'TV', kind: 'tv', state: 'in-use', room: '101', maker: '' },
  ...{
    model: '',
    serial: '',
    vendor: '',
    bought: null,
    price: null,
    warrantyUntil: null,
    parent: '',
    tv: '',
    note: '',
  },
  ...patch,
})
const registerOf = (...devices: readonly WrittenDevice[]): Register => ({
  devices: devices.map((written, index) => ({ id: `id-${index}`, version: 1, written })),
  vendors: [],
  tvs: ['101', '102'],
})
const plan = (text: string, register: Register = registerOf()) => planRegister(read(text).lines, register)

describe('a list of equipment', () => {
  it('is read by the names of its columns, in either language, as schools call them', () => {
    const { lines, errors } = read(
      '\uFEFF財產編號,財產名稱,類別,存置地點,廠牌,取得日期,單價,保固期限,保管人\r\n' +
        '3140101-03-17,"電視, 65 吋",液晶電視,101,Sony,112/8/1,"32,000",115/7/31,王\r\n\r\n',
    )
    expect(errors).toEqual([])
    expect(lines).toEqual([
      {
        line: 2,
        written: {
          ...{ propertyNumber: '3140101-03-17', name: '電視, 65 吋', kind: 'tv', room: '101', maker: 'Sony' },
          ...{ bought: '2023-08-01', price: 32_000, warrantyUntil: '2026-07-31' },
        },
      },
    ])
  })

  it('in Big5 says the same', () => {
    // 名稱,地點 / 電視,101
    const bytes = Buffer.from('a657bad92ca661c2490ab971b5f82c3130310a', 'hex')
    expect(readRegister(bytes, 'zh-TW').lines).toEqual([{ line: 2, written: { name: '電視', room: '101' } }])
  })

  it('names every line that is wrong, and what is wrong with it', () => {
    expect(
      codes(
        'Name,Kind,State,Bought,Price,Label,Note\n' +
          'A,spoon,,,,,\nB,tv,lost,,,,\nC,tv,,soon,,,\nD,tv,,,much,,\nE,tv,,,,x,\n' +
          `F,tv,,,,,"two\nlines"\nG,tv,,,,,${'n'.repeat(2001)}\n${'H'.repeat(81)},tv,,,,,\n`,
      ),
    ).toEqual(['2 kind', '3 state', '4 date', '5 price', '6 label', '9 long', '10 long'])
  })

  it.each([
    ['', '1 header'],
    ['廠牌,型號\nSony,X', '1 header'],
    ['名稱,品名\nA,B', '1 header-twice'],
    ['名稱', '1 empty'],
    ['名稱,備註\nA,"open', '2 quotes'],
    [`名稱\n${'a\n'.repeat(3001)}`, '1 many'],
    ['名稱\n\u0000', '1 encoding'],
  ])('that begins %j… is refused: %s', (text, code) => {
    expect(codes(text)).toEqual([code])
  })
})

describe('what a list would do', () => {
  it('adds what is new and changes what has the same property number or label, and nothing else', () => {
    const held = registerOf(
      device({ propertyNumber: 'P1', note: 'kept' }),
      device({ label: 'PNMKJHGF', propertyNumber: 'P2', room: '102' }),
    )
    const { creates, changes, unchanged, errors } = plan(
      'Label,Property number,Name,Room\n,P1,TV,103\npnmk-jhgf,P2,TV,102\n,P3,Box,104\n',
      held,
    )
    expect(errors).toEqual([])
    expect(creates).toMatchObject([{ line: 4, device: { propertyNumber: 'P3', room: '104', kind: 'other' } }])
    expect(changes).toMatchObject([
      {
        line: 2,
        known: { id: 'id-0' },
        changes: [{ field: 'room', from: '101', to: '103' }],
        device: { note: 'kept' },
      },
    ])
    expect(unchanged).toBe(1)
  })

  it('without any number takes the first like line for the first like device, so that again changes nothing', () => {
    const text = 'Name,Kind,Room\nMic,microphone,Studio\nMic,microphone,Studio\n'
    const first = plan(text)
    expect(first.creates.length).toBe(2)
    const labels = ['CDFGHJKM', 'PNMKJHGF']
    const held = registerOf(...first.creates.map((each, index) => ({ ...each.device, label: labels[index] ?? '' })))
    expect(plan(text, held)).toMatchObject({ creates: [], changes: [], unchanged: 2 })
    expect(plan(`${text}Mic,microphone,Studio\n`, held).creates.length).toBe(1)
  })

  it('finds what a device is built into by label or property number, also among the new', () => {
    const held = registerOf(device({ propertyNumber: 'P1', name: 'Rack' }))
    const { creates, errors } = plan(
      'Name,Property number,Built into\nMixer,P2,P1\nAmp,P3,CDFG-HJKM\nFader,P4,P2\nLost,P5,P9\n',
      held,
    )
    expect(creates.map(({ device: { parent } }) => parent)).toEqual(['CDFGHJKM', 'CDFGHJKM', '#2', ''])
    expect(errors).toEqual([{ line: 5, code: 'parent', params: { value: 'P9' } }])
  })

  it.each([
    ['two lines of one number', 'Name,Property number\nA,P8\nB,P8\n', '3 twice'],
    ['two lines of one label', 'Name,Label\nA,CDFGHJKM\nB,CDFGHJKM\n', '3 twice'],
    ['a number that another device has', 'Name,Label,Property number\nA,PNMKJHGF,P1\n', '2 number-taken'],
    ['a new device without a name', 'Name,Property number\n,P7\n', '2 name'],
    ['a device in itself', 'Property number,Built into\nP1,P1\n', '2 in-itself'],
    ['two devices in each other', 'Name,Property number,Built into\nA,P7,P8\nB,P8,P7\n', '2 in-itself'],
    ['a TV that nobody paired', 'Name,TV of the broadcast\nA,999\n', '2 tv'],
    ['a TV that is another device', 'Name,TV of the broadcast\nA,101\n', '2 tv-taken'],
  ])('refuses %s', (_, text, problem) => {
    const held = registerOf(
      device({ propertyNumber: 'P1', tv: '101' }),
      device({ label: 'PNMKJHGF', propertyNumber: 'P2' }),
    )
    expect(plan(text, held).errors.map(({ line, code }) => `${line} ${code}`)[0]).toBe(problem)
  })

  it('two devices may change numbers with each other', () => {
    const held = registerOf(device({ propertyNumber: 'P1' }), device({ label: 'PNMKJHGF', propertyNumber: 'P2' }))
    const { changes, errors } = plan('Label,Property number\nCDFGHJKM,P2\nPNMKJHGF,P1\n', held)
    expect([changes.length, errors]).toEqual([2, []])
  })

  it('is nothing for a list that was written from the register, in either language', () => {
    const word = string({ unit: constantFrom(...'aA1 =+-@\'",\t電視—', '\n'), maxLength: 8 }).map((text) =>
      text.replace(/\n/g, ' ').trim(),
    )
    const arbitrary = record({
      ...{ name: word.map((text) => text || 'x'), room: word, maker: word, model: word, serial: word },
      kind: constantFrom(...(Object.keys(EQUIPMENT_KINDS) as (keyof typeof EQUIPMENT_KINDS)[])),
      state: constantFrom(...(Object.keys(EQUIPMENT_STATES) as (keyof typeof EQUIPMENT_STATES)[])),
      vendor: constantFrom('', 'ACME', '=1'),
      bought: option(constantFrom(schoolDate('2024-02-29'), schoolDate('2009-07-01'))),
      price: option(constantFrom(0, 12_300)),
      note: string({ unit: constantFrom(...'aA1=-,"電\''), maxLength: 8 }).map((text) => `${text}\n=b`.trim()),
    })
    const labels = ['CDFGHJKM', 'PNMKJHGF', '3467CDFG']
    assert(
      property(array(arbitrary, { minLength: 1, maxLength: 3 }), constantFrom('zh-TW', 'en'), (found, language) => {
        const devices = found.map((each, index) =>
          device({
            ...each,
            label: labels[index] ?? '',
            propertyNumber: index === 0 ? '0017' : '',
            parent: index === 0 ? '' : (labels[0] ?? ''),
            tv: index === 0 ? '101' : '',
          }),
        )
        const text = writeRegister(devices, language)
        const { lines, errors } = readRegister(Buffer.from(text), language)
        expect(errors).toEqual([])
        const { creates, changes, unchanged, errors: clashes } = planRegister(lines, registerOf(...devices))
        expect({ creates, changes, clashes, unchanged }).toEqual({
          ...{ creates: [], changes: [], clashes: [], unchanged: devices.length },
        })
      }),
    )
  })
})
