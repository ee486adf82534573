/** Pages for people without an account: behind a printed label or a link that they were given. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { GuestProps } from './guest-props.ts'

export interface GuestPage {
  readonly path: string
  readonly page: ComponentType<GuestProps> | LazyExoticComponent<ComponentType<GuestProps>>
}

/** By the path behind the `#`; what the page was given is in the query there, see `hashQuery`. */
export const GUEST_PAGES: readonly GuestPage[] = [
  { path: '/technician', page: lazy(() => import('./pages/technician/technician.tsx')) },
  { path: '/report', page: lazy(() => import('./pages/report/report.tsx')) },
  { path: '/sign', page: lazy(() => import('./pages/sign/sign.tsx')) },
  { path: '/supply', page: lazy(() => import('./pages/duties/supply.tsx')) },
]
