/** The design's own values: two neutrals, one accent, four states. Everything on screen takes its colour from here. */

export interface Palette {
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  readonly paper: string
  readonly surface: string
  readonly sunken: string
  readonly line: string
  readonly accent: string
  readonly accentSoft: string
  readonly onAccent: string
  readonly ready: string
  readonly readySoft: string
  readonly amber: string
  readonly amberSoft: string
  readonly red: string
  readonly redSoft: string
  readonly grey: string
  readonly greySoft: string
}

/** For the desk. Text colours reach 4.5:1 on `surface`, `paper` and their own soft ground (WCAG 2.2, 1.4.3). */
export const LIGHT: Palette = {
  ink: '#14222a',
  inkSoft: '#44545c',
  inkFaint: '#5c6b73',
  paper: '#f5f7f7',
  surface: '#ffffff',
  sunken: '#ebefef',
  line: '#d8dfe0',
  accent: '#0b5c66',
  accentSoft: '#dcecee',
  onAccent: '#ffffff',
  ready: '#17693f',
  readySoft: '#deefe4',
  amber: '#8a4f00',
  amberSoft: '#fbecd0',
  red: '#b3221a',
  redSoft: '#fbe3e0',
  grey: '#566269',
  greySoft: '#e8ecec',
}

/** For the control room. */
export const DARK: Palette = {
  ink: '#e6eced',
  inkSoft: '#b4c0c4',
  inkFaint: '#93a2a8',
  paper: '#10171a',
  surface: '#182125',
  sunken: '#0c1214',
  line: '#2c383d',
  accent: '#62bcc4',
  accentSoft: '#143a40',
  onAccent: '#06262a',
  ready: '#6fc893',
  readySoft: '#153425',
  amber: '#f0b354',
  amberSoft: '#3b2b0e',
  red: '#ff8b80',
  redSoft: '#471c18',
  grey: '#a0acb1',
  greySoft: '#253035',
}

export const FONT =
  "'Noto Sans TC', 'Noto Sans CJK TC', 'PingFang TC', 'Microsoft JhengHei UI', system-ui, -apple-system, sans-serif"

/** One radius, on the 4 px grid. */
export const RADIUS = 8

/** The palette as CSS custom properties: `--ink`, `--accent-soft` … */
export const cssVariables = (palette: Palette): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(palette).map(([name, value]) => [
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  )
