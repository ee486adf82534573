import { expect, test } from 'vitest'
import { en } from './en.ts'
import { zhTW } from './zh-TW.ts'

type Tree = { readonly [key: string]: string | Tree }
const flat = (tree: Tree, at = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as const] : flat(value, `${at}${key}.`),
  )
const parameters = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

const chinese = new Map(flat(zhTW))
const english = new Map(flat(en))

test('both languages have the same keys', () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
})
test.each([...chinese])('%s carries the same parameters in both languages', (key, sentence) => {
  expect(parameters(english.get(key) ?? '')).toEqual(parameters(sentence))
})
test('no sentence is empty', () => {
  for (const [key, sentence] of [...chinese, ...english]) expect(sentence.trim(), key).not.toBe('')
})
test('Chinese sentences use full-width punctuation', () => {
  for (const [key, sentence] of chinese) expect(/[一-鿿][,;:!?]/.test(sentence), `${key}: ${sentence}`).toBe(false)
})
