import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Real ffmpeg at work. */
const MEDIA = ['**/*.media.test.ts']
/** A real Chromium at work. */
const BROWSER = ['**/*.browser.test.ts', 'test/player/**/*.test.ts', 'test/browser/**/*.test.ts']
/** Pages that measure no time: the control panel's, a channel followed by other players, a TV in trouble. */
const PANEL = ['test/panel/**/*.browser.test.ts', 'test/browser/channel.browser.test.ts', 'test/player/trouble.test.ts']
const OUTSIDE = ['**/node_modules/**', '**/dist/**', 'data/**', 'media/**', '.setup/**']

/** What is asked again and again until it is so; a busy machine takes its time. */
const PATIENT = { poll: { timeout: 15_000 } }

/** No module keeps a state of its own: a file need not load again what the one before it loaded. */
const TOGETHER = { isolate: false }

/** They wait for noon more than they work: begun last, one of them would run alone at the end. */
const LONG = ['browser/noon.', 'player/reboot', 'player/observed', 'panel/bad-noon', 'panel/first-start']
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((name) => moduleId.includes(`/${name}`))
      return place === -1 ? LONG.length : place
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

/** What measures time or fills every core has the machine to itself: the groups run one after another. */
export default defineConfig({
  test: {
    reporters: ['default'],
    globalSetup: ['test/once.ts'],
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'rules',
          ...TOGETHER,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...OUTSIDE, ...MEDIA, ...BROWSER],
          setupFiles: ['test/seed.ts'],
          // Each waits for its disk now and then.
          maxWorkers: 3,
          expect: PATIENT,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'media',
          ...TOGETHER,
          include: MEDIA,
          exclude: OUTSIDE,
          setupFiles: ['test/seed.ts'],
          maxWorkers: 2,
          expect: PATIENT,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'panel',
          ...TOGETHER,
          include: PANEL,
          exclude: OUTSIDE,
          // Much of each is waiting: for a second, for a page, for noon.
          maxWorkers: 3,
          expect: PATIENT,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browser',
          ...TOGETHER,
          include: BROWSER,
          exclude: [...OUTSIDE, ...PANEL],
          maxWorkers: 2,
          expect: PATIENT,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
