/** Light or dark: the system's choice until a person makes one, which this browser then keeps. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Shade } from './theme.ts'
import { cssVariables, DARK, LIGHT } from './tokens.ts'

export type ShadeChoice = 'system' | Shade

const STORED_AS = 'nooncast.shade'

const darkQuery = () => window.matchMedia('(prefers-color-scheme: dark)')

const storedChoice = (): ShadeChoice => {
  const stored = localStorage.getItem(STORED_AS)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

interface ShadeContext {
  readonly shade: Shade
  readonly choice: ShadeChoice
  readonly choose: (choice: ShadeChoice) => void
}

const Context = createContext<ShadeContext>({ shade: 'light', choice: 'system', choose: () => undefined })

export const useShade = (): ShadeContext => useContext(Context)

export const ShadeProvider = ({ children }: { readonly children: ReactNode }) => {
  const [choice, setChoice] = useState(storedChoice)
  const systemDark = useSyncExternalStore(
    (changed) => {
      const query = darkQuery()
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => darkQuery().matches,
  )
  const shade: Shade = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice
  useEffect(() => {
    const root = document.documentElement
    root.style.colorScheme = shade
    root.dataset.shade = shade
    for (const [name, value] of Object.entries(cssVariables(shade === 'dark' ? DARK : LIGHT)))
      root.style.setProperty(name, value)
  }, [shade])
  const value = useMemo(
    () => ({
      shade,
      choice,
      choose: (next: ShadeChoice) => {
        setChoice(next)
        if (next === 'system') localStorage.removeItem(STORED_AS)
        else localStorage.setItem(STORED_AS, next)
      },
    }),
    [shade, choice],
  )
  return <Context value={value}>{children}</Context>
}
