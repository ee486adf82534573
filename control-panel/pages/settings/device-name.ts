/** What a browser calls itself, in the words people use: `Chrome · Windows`. */

/** In the order of trust: Edge says that it is Chrome, and Chrome that it is Safari. */
const BROWSERS = [
  ['Edge', /\bEdg/],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const
const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const

/** Empty when nothing of it is known. @param userAgent the header as it was sent (RFC 9110, 10.1.5) */
export const deviceName = (userAgent: string): string =>
  [BROWSERS, SYSTEMS].flatMap((known) => known.find(([, sign]) => sign.test(userAgent))?.[0] ?? []).join(' · ')
