/** When each room's first picture came, as dots about the planned instant. */
import { useTranslation } from 'react-i18next'
import { plotScale, type RoomFact } from './airing-facts.ts'

const WIDTH = 320
const PAD = 12
const ROW = 7
/** Above this, neighbouring rooms hear an echo. */
const ECHO_MS = 40

export const Plot = ({ rooms }: { readonly rooms: readonly RoomFact[] }) => {
  const { t } = useTranslation()
  if (rooms.length === 0) return null
  const scale = plotScale(rooms.map(({ lateMs }) => lateMs))
  const x = (ms: number) => WIDTH / 2 + (Math.max(-scale, Math.min(scale, ms)) / scale) * (WIDTH / 2 - PAD)
  const stacked = stackDots(rooms, x)
  const height = Math.max(...stacked.map(({ level }) => level)) * ROW + ROW * 2 + 18
  const base = height - 18
  return (
    <svg className="as-run-plot" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('asRun.plot', { scale })}>
      {scale > ECHO_MS && (
        <rect x={x(-ECHO_MS)} y={0} width={x(ECHO_MS) - x(-ECHO_MS)} height={base} className="as-run-band" />
      )}
      <line x1={x(0)} x2={x(0)} y1={0} y2={base} className="as-run-axis" />
      <line x1={PAD} x2={WIDTH - PAD} y1={base} y2={base} className="as-run-axis" />
      {stacked.map(({ room, at, level }) => (
        <circle
          key={room.name}
          cx={at}
          cy={base - ROW / 2 - 2 - level * ROW}
          r={3}
          className={Math.abs(room.lateMs) > ECHO_MS ? 'as-run-dot off' : 'as-run-dot'}
        >
          <title>{`${room.name} ${room.lateMs} ms`}</title>
        </circle>
      ))}
      {[-scale, 0, scale].map((ms) => (
        <text key={ms} x={x(ms)} y={height - 4} textAnchor={ms < 0 ? 'start' : ms > 0 ? 'end' : 'middle'}>
          {ms > 0 ? `+${ms}` : ms} ms
        </text>
      ))}
    </svg>
  )
}

/** Dots that would lie on each other are piled up. */
const stackDots = (rooms: readonly RoomFact[], x: (ms: number) => number) => {
  const piles = new Map<number, number>()
  return rooms.map((room) => {
    const column = Math.round(x(room.lateMs) / ROW)
    const level = piles.get(column) ?? 0
    piles.set(column, level + 1)
    return { room, at: column * ROW, level }
  })
}
