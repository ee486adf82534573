/** What a school sets once: kept in the database, changed in the panel. */
import { type Static, Type } from 'typebox'
import { Approvers } from './booking.ts'
import { Office, SigningOrder } from './slip.ts'
import { Language } from './text.ts'
import { TimeOfDay, timeOfDay, Weekday } from './time.ts'

/** Bytes of a gigabyte of the settings: decimal, as disks are sold. */
export const GIGABYTE = 1_000_000_000

export const Settings = Type.Object(
  {
    schoolName: Type.String({ minLength: 1, maxLength: 60 }),
    /** What the panel in English calls the school; empty: its name. */
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
    /** From when on the readiness of a day's programmes is judged, and amber said aloud; see `judgedFrom`. */
    readinessFrom: TimeOfDay,
    /** An alarm that nobody has looked at is mailed after so long; minutes. */
    alarmMailMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
    /** Bookings of a date close on the last such weekday before it, 1 Monday … 7 Sunday, at that time. */
    bookingCutOffWeekday: Weekday,
    bookingCutOffTime: TimeOfDay,
    /** How long a teacher who moved up can accept the date; hours. */
    bookingOfferHours: Type.Integer({ minimum: 1, maximum: 168 }),
    /** How many bookings a teacher may have in one term; 0: any number. */
    bookingsPerTerm: Type.Integer({ minimum: 0, maximum: 100 }),
    /** Who approves and refuses bookings. */
    bookingApprovers: Approvers,
    /** Administrators sign in with an authenticator's code too, and set it up before anything else. */
    secondFactorForAdmins: Type.Boolean(),
    /** The largest film that a teacher may bring, and all that one teacher may have waiting together; gigabytes. */
    ownFilmGigabytes: Type.Integer({ minimum: 1, maximum: 20 }),
    ownFilmsGigabytes: Type.Integer({ minimum: 1, maximum: 200 }),
    /** The offices that countersign a repair slip, in order, and how (rule L3). */
    countersigners: Type.Array(Office, { maxItems: 8 }),
    signingOrder: SigningOrder,
    /** The section's hours on a school day: what faults are counted in. */
    faultHoursFrom: TimeOfDay,
    faultHoursUntil: TimeOfDay,
    /** By when a fault is to be dealt with, by how bad it is; school days. */
    faultDaysHigh: Type.Integer({ minimum: 1, maximum: 60 }),
    faultDaysNormal: Type.Integer({ minimum: 1, maximum: 60 }),
    faultDaysLow: Type.Integer({ minimum: 1, maximum: 120 }),
    /** For how long a closed fault can be reopened with its history; days. */
    faultReopenDays: Type.Integer({ minimum: 1, maximum: 365 }),
    /** For how long what ended of a request can be taken up again; days. */
    requestReopenDays: Type.Integer({ minimum: 1, maximum: 365 }),
    /** An answer to a request that nobody contradicts for so long counts as confirmed; days. */
    requestSilentDays: Type.Integer({ minimum: 1, maximum: 90 }),
    /**
     * A question about a fault or a request that nobody answers is asked again after so many school days; after as many
     * more whoever asked is told that no answer came.
     */
    questionDays: Type.Integer({ minimum: 1, maximum: 20 }),
    /** A TV that is away for so long when it should be there is a fault; minutes. */
    faultOfflineMinutes: Type.Integer({ minimum: 3, maximum: 240 }),
  },
  { additionalProperties: false },
)
export type Settings = Static<typeof Settings>

export const DEFAULT_SETTINGS: Settings = {
  schoolName: '臺中一中',
  schoolNameEn: '',
  language: 'zh-TW',
  minguoYears: false,
  loudnessTargetLufs: -23,
  truePeakLimitDbtp: -1,
  fetchRateMbps: 8,
  volumeCeiling: 1,
  readinessFrom: timeOfDay('11:30'),
  alarmMailMinutes: 3,
  bookingCutOffWeekday: 3,
  bookingCutOffTime: timeOfDay('16:00'),
  bookingOfferHours: 24,
  bookingsPerTerm: 3,
  bookingApprovers: 'office',
  secondFactorForAdmins: false,
  ownFilmGigabytes: 8,
  ownFilmsGigabytes: 20,
  countersigners: [
    { id: 'general-affairs', name: '庶務組', nameEn: 'General affairs', mail: '' },
    { id: 'accounting', name: '會計室', nameEn: 'Accounting', mail: '' },
  ],
  signingOrder: 'in-order',
  faultHoursFrom: timeOfDay('08:00'),
  faultHoursUntil: timeOfDay('17:00'),
  faultDaysHigh: 1,
  faultDaysNormal: 3,
  faultDaysLow: 10,
  faultReopenDays: 14,
  requestReopenDays: 14,
  requestSilentDays: 14,
  questionDays: 3,
  faultOfflineMinutes: 10,
}
