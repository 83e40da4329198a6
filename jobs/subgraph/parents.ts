import type { JobRun, OperatorAct } from '@halide/prisma/client.ts'
import type { Job } from '../kit.ts'
import type { FoundJob } from './find-jobs.ts'
import type { KindCounts } from './find-kinds.ts'

export interface JobKindParent {
  job: Job
  counts: KindCounts
}
export type JobParent = FoundJob
export type JobRunParent = JobRun
export type OperatorActParent = OperatorAct

export interface UserParent {
  /** A global id. */
  id: string
}
