import { describe, expect, it } from 'vitest'
import { settle, summarise, summaryLine, type TestReport } from '../../scripts/test-summary.ts'

const file = (status: string, ...tests: readonly string[]): TestReport['testResults'][number] => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
})

const report = (patch: Partial<TestReport>): TestReport => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...patch,
})

describe('summarise', () => {
  it('counts tests', () =>
    expect(
      summarise(
        report({
          numPassedTests: 3,
          numFailedTests: 1,
          numPendingTests: 2,
          numTodoTests: 1,
          testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')],
        }),
      ),
    ).toEqual({ passed: 3, failed: 1, skipped: 3 }))

  it('a file that can’t be loaded is a failure', () =>
    expect(summarise(report({ testResults: [file('failed')] }))).toEqual({ passed: 0, failed: 1, skipped: 0 }))

  it('so is a file whose tests pass but whose clean-up fails', () =>
    expect(summarise(report({ numPassedTests: 1, testResults: [file('failed', 'passed')] })).failed).toBe(1))
})

describe('settle', () => {
  const ran = { passed: 2, failed: 0, skipped: 0 }

  it.each([
    ['a good run stays', ran, 0, ran],
    ['failures are not counted twice', { ...ran, failed: 3 }, 1, { ...ran, failed: 3 }],
    ['an error outside of the tests is one failure', ran, 1, { ...ran, failed: 1 }],
    ['a killed run is one failure', ran, null, { ...ran, failed: 1 }],
    ['a run without a test is one failure', { ...ran, passed: 0 }, 0, { ...ran, passed: 0, failed: 1 }],
    [
      'only skipped tests are no success',
      { passed: 0, failed: 0, skipped: 4 },
      0,
      { passed: 0, failed: 1, skipped: 4 },
    ],
  ])('%s', (_, summary, exitCode, expected) => expect(settle(summary, exitCode)).toEqual(expected))
})

describe('summaryLine', () => {
  it('is of one form', () =>
    expect(summaryLine({ passed: 12, failed: 0, skipped: 1 })).toBe('12 passed, 0 failed, 1 skipped'))
})
