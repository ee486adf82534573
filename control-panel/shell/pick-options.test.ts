import { describe, expect, it } from 'vitest'
import { optionsFor } from './pick-options.ts'

const option = (name: string, detail = '') => ({ id: name, name, detail })
const found = (typed: string) => optionsFor(OPTIONS, typed).map(({ name }) => name)
const OPTIONS = [option('102'), option('一年二班'), option('電視 TX-50', '102'), option('2021'), option('21')]

describe('what is left of a list', () => {
  it('is all of it before anything is typed, in its order, fifty at most', () => {
    expect(found(' ')).toEqual(['102', '一年二班', '電視 TX-50', '2021', '21'])
    expect(
      optionsFor(
        Array.from({ length: 300 }, (_, place) => option(String(place))),
        '',
      ),
    ).toHaveLength(50)
  })
  it('is what has every word in its name or beside it, names that begin with it first', () => {
    expect(found('二班')).toEqual(['一年二班'])
    expect(found('102 tx')).toEqual(['電視 TX-50'])
    expect(found('21')).toEqual(['21', '2021'])
    expect(found('音響')).toEqual([])
  })
})
