import { expect, it } from 'vitest'
import { answerText } from './answer-text.ts'

const answer =
  '<s:Body><tds:GetDeviceInformationResponse><tds:Manufacturer>Kôgaku &amp; S&#246;hne</tds:Manufacturer><Model> 教室 &lt;1&gt; </Model>' +
  '<tds:FirmwareVersion>1.10</tds:FirmwareVersion><tds:SerialNumber>00012345678901234567890</tds:SerialNumber><tds:HardwareId/><d:Scopes MatchBy="x">onvif://a onvif://b</d:Scopes></tds:GetDeviceInformationResponse></s:Body>'

it('reads a text as it was sent, in any namespace', () => {
  expect(
    ['Manufacturer', 'Model', 'FirmwareVersion', 'SerialNumber', 'HardwareId', 'Other', 'Scopes'].map((name) =>
      answerText(answer, name),
    ),
  ).toEqual(['Kôgaku & Söhne', '教室 <1>', '1.10', '00012345678901234567890', '', '', 'onvif://a onvif://b'])
})

it('takes the element and not the end of one whose name ends alike', () => {
  expect(answerText('<a><MyModel>x</MyModel></Model><t:Model>y</t:Model></a>', 'Model')).toBe('y')
})

it('keeps no control characters, no children and no more than eighty characters', () => {
  expect(answerText(`<Model>a\u0000\u001b[31mb</Model>`, 'Model')).toBe('a[31mb')
  expect(answerText('<Model><b>x</b></Model>', 'Model')).toBe('')
  expect(answerText('<Model>never closed', 'Model')).toBe('')
  expect([...answerText(`<Model>${'影'.repeat(500)}</Model>`, 'Model')]).toHaveLength(80)
  expect(answerText('<Model>&bomb; &#x110000;</Model>', 'Model')).toBe('&bomb; &#x110000;')
})
