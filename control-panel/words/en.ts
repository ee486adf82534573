/** The panel’s words in English: the same keys as zh-TW, checked by the compiler and by a test. */
import { actEn } from './act.ts'
import { actsEn } from './acts.ts'
import { asRunEn } from './as-run.ts'
import { backupEn } from './backup.ts'
import { bookingsEn } from './bookings.ts'
import { callEn } from './call.ts'
import { camerasEn } from './cameras.ts'
import { chronicleEn } from './chronicle.ts'
import { classroomEn } from './classroom.ts'
import { deskEn } from './desk.ts'
import { displaysEn } from './displays.ts'
import { doorEn } from './door.ts'
import { dutiesEn } from './duties.ts'
import { faultsEn } from './faults.ts'
import { guideEn } from './guide.ts'
import { kindEn } from './kind.ts'
import { libraryEn } from './library.ts'
import { mailEn } from './mail.ts'
import { onAirEn } from './on-air.ts'
import { openIdEn } from './open-id.ts'
import { peopleEn } from './people.ts'
import { problemEn } from './problem.ts'
import { proceduresEn } from './procedures.ts'
import { railEn } from './rail.ts'
import { registerEn } from './register.ts'
import { requestsEn } from './requests.ts'
import { roomFaultsEn } from './room-faults.ts'
import { roomHistoryEn } from './room-history.ts'
import { savedFiltersEn } from './saved-filters.ts'
import { secondStepEn } from './second-step.ts'
import { settingsEn } from './settings.ts'
import type { Same } from './shape.ts'
import { shellEn } from './shell.ts'
import { slipEn } from './slip.ts'
import { technicianEn } from './technician.ts'
import { tileEn } from './tile.ts'
import { timetableEn } from './timetable.ts'
import { vendorEn } from './vendor.ts'
import { visitEn } from './visit.ts'
import type { zhTW } from './zh-TW.ts'

export const en: Same<typeof zhTW> = {
  act: actEn,
  acts: actsEn,
  asRun: asRunEn,
  backup: backupEn,
  bookings: bookingsEn,
  call: callEn,
  cameras: camerasEn,
  chronicle: chronicleEn,
  classroom: classroomEn,
  desk: deskEn,
  displays: displaysEn,
  door: doorEn,
  duties: dutiesEn,
  faults: faultsEn,
  guide: guideEn,
  kind: kindEn,
  library: libraryEn,
  mail: mailEn,
  onAir: onAirEn,
  openId: openIdEn,
  people: peopleEn,
  problem: problemEn,
  procedures: proceduresEn,
  rail: railEn,
  register: registerEn,
  requests: requestsEn,
  roomFaults: roomFaultsEn,
  roomHistory: roomHistoryEn,
  savedFilters: savedFiltersEn,
  secondStep: secondStepEn,
  settings: settingsEn,
  shell: shellEn,
  slip: slipEn,
  technician: technicianEn,
  tile: tileEn,
  timetable: timetableEn,
  vendor: vendorEn,
  visit: visitEn,
}
