import { DatabaseOverloaded, DatabaseUnreachable } from '@halide/prisma/client.ts'
import { RestoringFault, StorageFault } from '@halide/storage/faults.ts'

/** Milliseconds until a job that met an outage is tried again: twice as long each time, and not so long that a person would notice. */
const firstDelayMs = 1_000
const longestDelayMs = 15_000

/** A day of the longest delays: what was put off so often is the job's own fault after all, or an operator is needed. */
const mostPostponements = 5_760

/** What a job needs does not answer, or not yet: that is not the job's fault, and costs it none of its attempts. */
export function isOutage(error: unknown, postponed: number): boolean {
  if (postponed >= mostPostponements) return false
  return (
    error instanceof DatabaseOverloaded ||
    error instanceof DatabaseUnreachable ||
    error instanceof RestoringFault ||
    (error instanceof StorageFault && error.code === 'UNAVAILABLE')
  )
}

/**
 * Milliseconds until what was put off so often before is tried again; not all jobs at the same moment. What has to be thawed says when.
 */
export function delayAfterOutage(error: unknown, postponed: number): number {
  if (error instanceof RestoringFault) return error.waitMs()
  const delayMs = Math.min(firstDelayMs * 2 ** postponed, longestDelayMs)
  return delayMs * (0.5 + Math.random() / 2)
}
