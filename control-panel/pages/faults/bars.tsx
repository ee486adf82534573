/** Lengths side by side, each with its figure in words: a table that is also a plot. */
interface Bar {
  readonly name: string
  /** 0 to `most`. */
  readonly value: number
  readonly words: string
  /** Something that somebody should look at. */
  readonly isAmber?: boolean
}
interface Props {
  readonly label: string
  readonly bars: readonly Bar[]
  readonly most: number
}
const WIDTH = 100

export const Bars = ({ label, bars, most }: Props) => (
  <table className="fault-bars" aria-label={label}>
    <tbody>
      {bars.map(({ name, value, words, isAmber = false }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td className="fault-bar">
            <svg viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="none" aria-hidden="true">
              <rect width={WIDTH} height="12" className="fault-bar-ground" />
              <rect
                width={most === 0 ? 0 : (value / most) * WIDTH}
                height="12"
                className={isAmber ? 'fault-bar-amber' : 'fault-bar-length'}
              />
            </svg>
          </td>
          <td>
            {isAmber && '▲ '}
            {words}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
