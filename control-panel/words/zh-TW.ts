/**
 * The panel’s words in Traditional Chinese: the first language, and the one whose keys the other must have. The words of
 * a domain are in the file of its key, in both languages: `library.title` is `title` in `library.ts`.
 */
import { actZh } from './act.ts'
import { actsZh } from './acts.ts'
import { asRunZh } from './as-run.ts'
import { backupZh } from './backup.ts'
import { bookingsZh } from './bookings.ts'
import { callZh } from './call.ts'
import { camerasZh } from './cameras.ts'
import { chronicleZh } from './chronicle.ts'
import { classroomZh } from './classroom.ts'
import { deskZh } from './desk.ts'
import { displaysZh } from './displays.ts'
import { doorZh } from './door.ts'
import { dutiesZh } from './duties.ts'
import { faultsZh } from './faults.ts'
import { guideZh } from './guide.ts'
import { kindZh } from './kind.ts'
import { libraryZh } from './library.ts'
import { mailZh } from './mail.ts'
import { onAirZh } from './on-air.ts'
import { openIdZh } from './open-id.ts'
import { peopleZh } from './people.ts'
import { problemZh } from './problem.ts'
import { proceduresZh } from './procedures.ts'
import { railZh } from './rail.ts'
import { registerZh } from './register.ts'
import { requestsZh } from './requests.ts'
import { roomFaultsZh } from './room-faults.ts'
import { roomHistoryZh } from './room-history.ts'
import { savedFiltersZh } from './saved-filters.ts'
import { secondStepZh } from './second-step.ts'
import { settingsZh } from './settings.ts'
import { shellZh } from './shell.ts'
import { slipZh } from './slip.ts'
import { technicianZh } from './technician.ts'
import { tileZh } from './tile.ts'
import { timetableZh } from './timetable.ts'
import { vendorZh } from './vendor.ts'
import { visitZh } from './visit.ts'

export const zhTW = {
  act: actZh,
  acts: actsZh,
  asRun: asRunZh,
  backup: backupZh,
  bookings: bookingsZh,
  call: callZh,
  cameras: camerasZh,
  chronicle: chronicleZh,
  classroom: classroomZh,
  desk: deskZh,
  displays: displaysZh,
  door: doorZh,
  duties: dutiesZh,
  faults: faultsZh,
  guide: guideZh,
  kind: kindZh,
  library: libraryZh,
  mail: mailZh,
  onAir: onAirZh,
  openId: openIdZh,
  people: peopleZh,
  problem: problemZh,
  procedures: proceduresZh,
  rail: railZh,
  register: registerZh,
  requests: requestsZh,
  roomFaults: roomFaultsZh,
  roomHistory: roomHistoryZh,
  savedFilters: savedFiltersZh,
  secondStep: secondStepZh,
  settings: settingsZh,
  shell: shellZh,
  slip: slipZh,
  technician: technicianZh,
  tile: tileZh,
  timetable: timetableZh,
  vendor: vendorZh,
  visit: visitZh,
} as const
