/** What a school sets once: kept in the database, changed in the panel. */
import { type Static, Type } from 'typebox'
import { Language } from './text.ts'

export const Settings = Type.Object(
  {
    schoolName: Type.String({ minLength: 1, maxLength: 60 }),
    schoolNameEn: Type.String({ maxLength: 80 }),
    language: Language,
    /** Dates as 115/11/23 instead of 2026/11/23. */
    minguoYears: Type.Boolean(),
    /** EBU R128 target for programmes, LUFS. */
    loudnessTargetLufs: Type.Number({ minimum: -31, maximum: -14 }),
    /** Highest true peak, dBTP. */
    truePeakLimitDbtp: Type.Number({ minimum: -9, maximum: -0.5 }),
    /** How fast one TV fetches ahead, in megabits per second. */
    fetchRateMbps: Type.Number({ minimum: 0.5, maximum: 100 }),
    /** No TV is louder than this but in an emergency, 0 to 1. */
    volumeCeiling: Type.Number({ minimum: 0.05, maximum: 1 }),
    /** How long before a programme its readiness is judged, and amber said aloud; minutes. */
    readinessMinutes: Type.Integer({ minimum: 1, maximum: 240 }),
    /** An alarm that nobody has looked at is mailed after so long; minutes. */
    alarmMailMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
  },
  { additionalProperties: false },
)
export type Settings = Static<typeof Settings>

export const DEFAULT_SETTINGS: Settings = {
  schoolName: '臺中一中',
  schoolNameEn: 'Taichung First Senior High School',
  language: 'zh-TW',
  minguoYears: false,
  loudnessTargetLufs: -23,
  truePeakLimitDbtp: -1,
  fetchRateMbps: 8,
  volumeCeiling: 1,
  readinessMinutes: 34,
  alarmMailMinutes: 3,
}
