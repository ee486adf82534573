import { describe, expect, it } from 'vitest'
import { readPeople } from './people-csv.ts'

const read = (text: string, taken: readonly string[] = []) => readPeople(Buffer.from(text), new Set(taken))
const codes = (text: string, taken: readonly string[] = []) =>
  read(text, taken).errors.map(({ line, code }) => `${line} ${code}`)

describe('a list of teachers', () => {
  it('is read in any order of columns, with a byte order mark, quotes and empty lines', () => {
    const { people, errors } = read(
      '\uFEFF姓名,電子郵件,帳號,科目\r\n"王, 小明",WANG@s.example,wang,國文\r\n,,,\r\n林老師,,lin\r\n',
    )
    expect(errors).toEqual([])
    expect(people).toEqual([
      { line: 2, name: 'wang', fullName: '王, 小明', email: 'wang@s.example', subject: '國文' },
      { line: 4, name: 'lin', fullName: '林老師', email: null, subject: '' },
    ])
  })

  it('in Big5 says the same', () => {
    // 帳號,姓名 / wang,王
    const bytes = Buffer.from('b162b8b92ca96da6570a77616e672ca4fd0a', 'hex')
    expect(readPeople(bytes, new Set()).people).toMatchObject([{ name: 'wang', fullName: '王' }])
  })

  it('names every line that is wrong, and then holds nobody', () => {
    const text = 'account,name,email\na b,Ann,ann@s.example\nbob,,bob\ncai,Cai,\nCAI,Cai,\ndan,Dan,dan@s.example\n'
    expect(codes(text, ['dan@s.example'])).toEqual(['2 name', '3 full-name', '3 email', '5 twice', '6 taken'])
    expect(read(text).people).toEqual([])
  })

  it.each([
    ['', '1 header'],
    ['王,wang', '1 header'],
    ['帳號,姓名', '1 empty'],
    [`帳號,姓名\n${'a,b\n'.repeat(501)}`, '1 many'],
    ['帳號,姓名\nwang,\u0000', '1 encoding'],
  ])('that begins %j… is refused: %s', (text, code) => {
    expect(codes(text)).toEqual([code])
  })
})
