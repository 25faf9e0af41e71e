import { router } from '../trpc.ts'
import { ask } from './ask.ts'
import { compare } from './compare.ts'
import { partnerView } from './partner-view.ts'
import { principals } from './principals.ts'
import { rules } from './rules.ts'

/** Who may do what in a virtual cluster, and why. */
export const accessRouter = router({ ask, compare, partnerView, principals, rules })
