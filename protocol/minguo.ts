/** The Republic's years, by which Taiwan's offices count. */

/** Its first year is 1912. */
export const MINGUO_OFFSET = 1911

/** 115 for `2026-11-26`. */
export const minguoYear = (date: string): number => Number(date.slice(0, 4)) - MINGUO_OFFSET
