/** Where the rail leads: one table. A place has one page, or tabs under its name; nothing is nested deeper. */
import {
  CalendarOutlined,
  CarryOutOutlined,
  FileDoneOutlined,
  FolderOpenOutlined,
  PlaySquareOutlined,
  QuestionCircleOutlined,
  SettingOutlined,
  SolutionOutlined,
  SoundOutlined,
  ToolOutlined,
} from '@ant-design/icons'
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from 'react'
import type { Permission, Role } from '../../protocol/account.ts'
import { may } from '../../protocol/account.ts'
import { OnAir } from '../pages/on-air/on-air.tsx'
import type { zhTW } from '../words/zh-TW.ts'

type Page = ComponentType | LazyExoticComponent<ComponentType>

/** A page under a place, by its own address. */
interface Tab {
  /** As the rail's words call it. */
  readonly name: keyof (typeof zhTW)['rail']['tab']
  readonly path: string
  readonly permission: Permission
  readonly page: Page
}
export type PlaceName =
  | 'onAir'
  | 'timetable'
  | 'library'
  | 'bookings'
  | 'classroom'
  | 'equipment'
  | 'desk'
  | 'help'
  | 'asRun'
  | 'settings'
interface PlaceRow {
  readonly name: PlaceName
  readonly icon: ReactNode
  /** In order; whoever may see none does not see the place. */
  readonly tabs: readonly (Omit<Tab, 'name'> & { readonly name?: Tab['name'] })[]
}

const PLACES: readonly PlaceRow[] = [
  {
    name: 'onAir',
    icon: <PlaySquareOutlined />,
    tabs: [{ path: '/', permission: 'rundown.read', page: OnAir }],
  },
  {
    name: 'timetable',
    icon: <CalendarOutlined />,
    tabs: [
      {
        path: '/timetable',
        permission: 'schedule.read',
        page: lazy(() => import('../pages/timetable/timetable.tsx')),
      },
    ],
  },
  {
    name: 'library',
    icon: <FolderOpenOutlined />,
    tabs: [{ path: '/library', permission: 'media.read', page: lazy(() => import('../pages/library/library.tsx')) }],
  },
  {
    name: 'bookings',
    icon: <CarryOutOutlined />,
    tabs: [
      { path: '/bookings', permission: 'bookings.read', page: lazy(() => import('../pages/bookings/bookings.tsx')) },
    ],
  },
  {
    name: 'classroom',
    icon: <SoundOutlined />,
    tabs: [
      {
        path: '/my-classroom',
        permission: 'classroom.own',
        page: lazy(() => import('../pages/my-classroom/my-classroom.tsx')),
      },
    ],
  },
  {
    name: 'equipment',
    icon: <ToolOutlined />,
    tabs: [
      {
        name: 'displays',
        path: '/displays',
        permission: 'displays.read',
        page: lazy(() => import('../pages/displays/displays.tsx')),
      },
      {
        name: 'cameras',
        path: '/cameras',
        permission: 'equipment.read',
        page: lazy(() => import('../pages/cameras/cameras.tsx')),
      },
      {
        name: 'faults',
        path: '/faults',
        permission: 'faults.read',
        page: lazy(() => import('../pages/faults/faults.tsx')),
      },
      {
        name: 'register',
        path: '/register',
        permission: 'equipment.read',
        page: lazy(() => import('../pages/register/register.tsx')),
      },
      {
        name: 'vendors',
        path: '/vendors',
        permission: 'vendors.read',
        page: lazy(() => import('../pages/vendors/vendors.tsx')),
      },
      {
        name: 'visits',
        path: '/visits',
        permission: 'vendors.read',
        page: lazy(() => import('../pages/visits/visits.tsx')),
      },
      { name: 'slips', path: '/slips', permission: 'slips.read', page: lazy(() => import('../pages/slips/slips.tsx')) },
    ],
  },
  {
    name: 'desk',
    icon: <SolutionOutlined />,
    tabs: [
      { name: 'desk', path: '/desk', permission: 'desk.read', page: lazy(() => import('../pages/desk/desk.tsx')) },
      {
        name: 'duties',
        path: '/duties',
        permission: 'duties.read',
        page: lazy(() => import('../pages/duties/duties.tsx')),
      },
      {
        name: 'requests',
        path: '/requests',
        permission: 'requests.read',
        page: lazy(() => import('../pages/requests/requests.tsx')),
      },
      {
        name: 'procedures',
        path: '/procedures',
        permission: 'procedures.read',
        page: lazy(() => import('../pages/procedures/procedures.tsx')),
      },
    ],
  },
  {
    name: 'help',
    icon: <QuestionCircleOutlined />,
    // Those who answer file on the pages of what they answer.
    tabs: [{ path: '/help', permission: 'classroom.own', page: lazy(() => import('../pages/help/help.tsx')) }],
  },
  {
    name: 'asRun',
    icon: <FileDoneOutlined />,
    tabs: [{ path: '/as-run', permission: 'asrun.read', page: lazy(() => import('../pages/as-run/as-run.tsx')) }],
  },
  {
    name: 'settings',
    icon: <SettingOutlined />,
    tabs: [
      { path: '/settings', permission: 'settings.read', page: lazy(() => import('../pages/settings/settings.tsx')) },
    ],
  },
]

/** Pages that no place shows: the series, the guide, one programme… The first that matches is shown. */
export const DETAILS: readonly Omit<Tab, 'name'>[] = [
  { path: '/faults/new', permission: 'faults.report', page: lazy(() => import('../pages/faults/report-page.tsx')) },
  { path: '/faults/figures', permission: 'faults.read', page: lazy(() => import('../pages/faults/figures.tsx')) },
  { path: '/faults/:id', permission: 'faults.read', page: lazy(() => import('../pages/faults/fault.tsx')) },
  { path: '/library/series', permission: 'schedule.read', page: lazy(() => import('../pages/library/series.tsx')) },
  {
    path: '/procedures/:number',
    permission: 'procedures.read',
    page: lazy(() => import('../pages/procedures/procedure.tsx')),
  },
  { path: '/guide', permission: 'settings.write', page: lazy(() => import('../pages/guide/guide.tsx')) },
  { path: '/duties/all', permission: 'duties.read', page: lazy(() => import('../pages/duties/all.tsx')) },
  { path: '/duties/:id', permission: 'duties.read', page: lazy(() => import('../pages/duties/duty.tsx')) },
  { path: '/requests/:id', permission: 'requests.own', page: lazy(() => import('../pages/requests/request.tsx')) },
  { path: '/vendors/:id', permission: 'vendors.read', page: lazy(() => import('../pages/vendors/vendor.tsx')) },
  { path: '/visits/:id', permission: 'vendors.read', page: lazy(() => import('../pages/visits/visit.tsx')) },
  { path: '/register/labels', permission: 'equipment.write', page: lazy(() => import('../pages/register/labels.tsx')) },
  { path: '/register/:id', permission: 'equipment.read', page: lazy(() => import('../pages/register/device.tsx')) },
  { path: '/library/:id', permission: 'media.read', page: lazy(() => import('../pages/library/programme.tsx')) },
  // Whose account signs for an office comes by a letter or the account's menu, whatever its role.
  { path: '/slips', permission: 'settings.read', page: lazy(() => import('../pages/slips/slips.tsx')) },
  { path: '/slips/:id', permission: 'settings.read', page: lazy(() => import('../pages/slips/slip.tsx')) },
]

export interface Place extends PlaceRow {
  /** Of its first tab. */
  readonly path: string
}

/** The places of a role, each with the tabs that it may see. */
export const placesOf = (role: Role): readonly Place[] =>
  PLACES.flatMap((place) => {
    const tabs = place.tabs.filter(({ permission }) => may(role, permission))
    const [first] = tabs
    return first === undefined ? [] : [{ ...place, tabs, path: first.path }]
  })

/** Does an address lie under this path? */
export const isUnder = (at: string, path: string): boolean => at === path || (path !== '/' && at.startsWith(`${path}/`))
