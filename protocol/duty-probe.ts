/** What Nooncast sees for itself of sites and servers. */
import { type Static, Type } from 'typebox'
import { Duty } from './duty.ts'
import { Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'

/** A site of the school's that is looked at; saying its address is what allows it. */
export const SiteInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    url: Type.String({ maxLength: 500, pattern: '^https?://[^\\s]+$' }),
    /** What its page must say; empty: anything. */
    expects: Type.String({ maxLength: 200 }),
  },
  { additionalProperties: false },
)
export type SiteInput = Static<typeof SiteInput>

/** What came of looking at a site. `certificateUntil` is null over plain HTTP. */
export const SiteCheck = Type.Union([
  Type.Object({
    type: Type.Literal('up'),
    at: Instant,
    status: Type.Integer(),
    saysExpected: Type.Boolean(),
    certificateUntil: Nullable(Instant),
    /** Node's own code, such as `CERT_HAS_EXPIRED`; null: browsers trust it, or there is none. */
    certificateProblem: Nullable(Type.String()),
  }),
  Type.Object({ type: Type.Literal('down'), at: Instant, why: Type.String() }),
])
export type SiteCheck = Static<typeof SiteCheck>
export const Site = Type.Object({ id: Type.String(), ...SiteInput.properties, check: Nullable(SiteCheck) })
export type Site = Static<typeof Site>

/** What a server says of itself. Bytes; `newestAt` in whole seconds since 1970. */
export const Measurement = Type.Object(
  {
    disks: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 80 }),
            freeBytes: Type.Number({ minimum: 0 }),
            totalBytes: Type.Number({ exclusiveMinimum: 0 }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
    backups: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 80 }),
            newestAt: Type.Integer({ minimum: 0 }),
            kept: Type.Integer({ minimum: 0 }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  },
  { additionalProperties: false },
)
export type Measurement = Static<typeof Measurement>

/** A server that reports about itself, and what it said last. */
export const MeasuredServer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  createdAt: Instant,
  measuredAt: Nullable(Instant),
  last: Nullable(Measurement),
})
export type MeasuredServer = Static<typeof MeasuredServer>
/** `secret` is shown only in the answer that made it. */
export const MadeServer = Type.Object({ server: MeasuredServer, secret: Type.String() })
export type MadeServer = Static<typeof MadeServer>

/** What a step's probe is pointed at, beside the step: a site by its address, or a server by its name. */
export const ProbeTarget = Type.Union([
  Type.Object(
    { type: Type.Literal('site'), url: Type.String({ maxLength: 500, pattern: '^https?://[^\\s]+$' }) },
    { additionalProperties: false },
  ),
  Type.Object(
    { type: Type.Literal('server'), name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }) },
    { additionalProperties: false },
  ),
])
export type ProbeTarget = Static<typeof ProbeTarget>
/** `made`: a server that was not known before, with the key that is shown only now. */
export const ProbeNamed = Type.Object({ duty: Duty, made: Nullable(MadeServer) })
export type ProbeNamed = Static<typeof ProbeNamed>
