/** The school's settings with what the server says of itself. */
import { type Static, Type } from 'typebox'
import { Settings } from '../protocol/settings.ts'

export const SettingsAnswer = Type.Object({
  ...Settings.properties,
  /** IANA zone; set when the server is started. */
  timeZone: Type.String(),
  rehearsal: Type.Boolean(),
  version: Type.String(),
})
export type SettingsAnswer = Static<typeof SettingsAnswer>
