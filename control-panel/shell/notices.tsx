/** Short messages at the foot of the page: what was done, with the way back, or why it was not. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Act {
  readonly label: string
  readonly run: () => void
}
interface Notice {
  readonly key: number
  readonly level: 'ready' | 'amber'
  readonly text: string
  readonly act: Act | null
}
export interface Notices {
  /** @param act offered for longer, such as the way back */
  done(text: string, act?: Act): void
  failed(error: unknown): void
  /** Runs a request and says why when it fails. */
  attempt(request: () => Promise<void>): Promise<void>
}

const SHORT_MS = 4000
/** Long enough to read a sentence and to reach for “Undo”. */
const LONG_MS = 10_000

const Context = createContext<Notices | null>(null)

export const useNotices = (): Notices => {
  const notices = useContext(Context)
  if (notices === null) throw new Error('outside of the panel')
  return notices
}

export const NoticesProvider = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation()
  const [shown, setShown] = useState<readonly Notice[]>([])
  const nextKey = useRef(1)
  const drop = useCallback((key: number) => setShown((held) => held.filter((notice) => notice.key !== key)), [])
  const notices = useMemo<Notices>(() => {
    const show = (level: Notice['level'], text: string, act: Act | null, stayMs: number) => {
      const key = nextKey.current++
      setShown((held) => [...held.slice(-2), { key, level, text, act }])
      setTimeout(() => drop(key), stayMs)
    }
    const failed = (error: unknown) =>
      show('amber', error instanceof Error ? error.message : String(error), null, LONG_MS)
    return {
      done: (text, act) => show('ready', text, act ?? null, act === undefined ? SHORT_MS : LONG_MS),
      failed,
      attempt: (request) => request().catch(failed),
    }
  }, [drop])
  return (
    <Context value={notices}>
      {children}
      <div className="notices" role="status">
        {shown.map(({ key, level, text, act }) => (
          <div key={key} className={`notice-box ${level}`}>
            <span>
              {level === 'ready' ? '✓' : '▲'} {text}
            </span>
            {act !== null && (
              <button
                type="button"
                className="button small"
                onClick={() => {
                  drop(key)
                  act.run()
                }}
              >
                {act.label}
              </button>
            )}
            <button
              type="button"
              className="button plain small"
              aria-label={t('shell.dismiss')}
              onClick={() => drop(key)}
            >
              ✕
            </button>
          </div>
        ))}
      </div>
    </Context>
  )
}
