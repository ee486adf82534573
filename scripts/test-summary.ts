/** The one line that ends a test run. */
import { type Static, Type } from 'typebox'

/** What is read of Vitest's JSON report. */
export const TestReport = Type.Object({
  numPassedTests: Type.Integer(),
  numFailedTests: Type.Integer(),
  numPendingTests: Type.Integer(),
  numTodoTests: Type.Integer(),
  testResults: Type.Array(
    Type.Object({ status: Type.String(), assertionResults: Type.Array(Type.Object({ status: Type.String() })) }),
  ),
})
export type TestReport = Static<typeof TestReport>

export interface TestSummary {
  readonly passed: number
  /** A file that failed without running a test, such as one that can't be loaded, counts as one. */
  readonly failed: number
  readonly skipped: number
}

export const summarise = (report: TestReport): TestSummary => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests +
    report.testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    ).length,
  skipped: report.numPendingTests + report.numTodoTests,
})

/**
 * The summary with what no test reports: a run that ended badly though every test passed (an error outside of them,
 * Vitest killed), or one in which no test ran, counts as one failure.
 * @param exitCode Vitest's; null when a signal ended it
 */
export const settle = (summary: TestSummary, exitCode: number | null): TestSummary =>
  summary.failed > 0 || (exitCode === 0 && summary.passed > 0) ? summary : { ...summary, failed: 1 }

export const summaryLine = ({ passed, failed, skipped }: TestSummary): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`
