import type { Cause } from './cause.ts'
import { jobCauses } from './job-causes.ts'
import { loadCauses } from './load-causes.ts'
import { processCauses } from './process-causes.ts'
import { readerCauses } from './reader-causes.ts'
import { storeCauses } from './store-causes.ts'

/** In the order in which they are played. */
export const causes: readonly Cause[] = [...readerCauses, ...jobCauses, ...loadCauses, ...processCauses, ...storeCauses]
