import type { CaseGroup } from '../case.ts'
import { buckets } from './buckets.ts'
import { signatures } from './signatures.ts'

/** The whole suite, in the order its table is printed. */
export const ALL_CASES: readonly CaseGroup[] = [buckets, signatures]
