/** What a step's result is called, said once for the panel and the tables. */
import type { StepResult } from './duty-occurrence.ts'
import type { Sentence } from './text.ts'

export const STEP_RESULT_WORDS: Readonly<Record<StepResult, Sentence>> = {
  ok: { 'zh-TW': '做好', en: 'done' },
  failed: { 'zh-TW': '沒做到', en: 'failed' },
  'not-needed': { 'zh-TW': '不需要', en: 'not needed' },
}
