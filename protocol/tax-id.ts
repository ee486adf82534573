/**
 * The number under which the Ministry of Finance knows a business (統一編號): eight digits of which the last checks the others.
 * Rule: 財政部, 營利事業統一編號檢查碼邏輯修正說明 — since April 2023 the sum must be divisible by 5, before by 10, so that
 * every older number stays right.
 */
const WEIGHTS = [1, 2, 1, 2, 1, 2, 4, 1] as const
/** A seventh digit of 7 gives 7 × 4 = 28, 2 + 8 = 10, whose own digits 1 and 0 may each be counted. */
const SEVENTH = 6
const DIVISOR = 5

/** Is it eight digits whose check is right? */
export const isTaxId = (text: string): boolean => {
  if (!/^\d{8}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, place) => {
    const product = weight * Number(text[place])
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)
  return sum % DIVISOR === 0 || (text[SEVENTH] === '7' && (sum + 1) % DIVISOR === 0)
}
