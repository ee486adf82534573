/** Property tests draw from one seed, printed by `npm test`: NOONCAST_SEED=… repeats a failing run. */
import { configureGlobal } from 'fast-check'

const seed = Number(process.env.NOONCAST_SEED)
if (Number.isInteger(seed) && seed !== 0) configureGlobal({ seed })
