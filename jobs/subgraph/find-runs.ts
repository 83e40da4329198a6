import type { Db, JobRun, OperatorAct } from '@halide/prisma/client.ts'
import type { JobOutcome } from './resolvers.gen.ts'

/** How many runs a job shows. */
const shownRuns = 20

export interface WantedRuns {
  kind?: string | null | undefined
  outcome?: JobOutcome | null | undefined
}

/** The latest first, below `after`. */
export function findRuns(
  db: Pick<Db, 'jobRun'>,
  { kind, outcome }: WantedRuns,
  limit: number,
  after: bigint | null,
): Promise<JobRun[]> {
  return db.jobRun.findMany({
    where: {
      ...(kind != null && { kind }),
      ...(outcome != null && { outcome }),
      ...(after !== null && { id: { lt: after } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  })
}

export function latestRuns(db: Pick<Db, 'jobRun'>, jobId: bigint): Promise<JobRun[]> {
  return db.jobRun.findMany({ where: { jobId }, orderBy: { id: 'desc' }, take: shownRuns })
}

export function findRun(db: Pick<Db, 'jobRun'>, id: bigint): Promise<JobRun | null> {
  return db.jobRun.findUnique({ where: { id } })
}

/** The latest first, below `after`; or the one that is asked for. */
export function findActs(
  db: Pick<Db, 'operatorAct'>,
  limit: number,
  after: bigint | null,
  only?: bigint,
): Promise<OperatorAct[]> {
  return db.operatorAct.findMany({
    where: { ...(after !== null && { id: { lt: after } }), ...(only !== undefined && { id: only }) },
    orderBy: { id: 'desc' },
    take: limit,
  })
}
