import type { EngagementDb } from '@halide/prisma/client.ts'
import { groupByKey, inKeyOrder } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { countReports, findActsById, findCases, findReports } from './find-cases.ts'
import type { ModerationActParent, ModerationCaseParent, ReportParent } from './parents.ts'
import type { ReasonCount } from './resolvers.gen.ts'

/** For fields of what a moderator was shown. */
export function createModerationLoaders(db: EngagementDb) {
  return {
    case: new DataLoader<bigint, ModerationCaseParent | null>(async (ids) =>
      inKeyOrder(ids, await findCases(db, ids), ({ id }) => id),
    ),
    act: new DataLoader<bigint, ModerationActParent | null>(async (ids) =>
      inKeyOrder(ids, await findActsById(db, ids), ({ id }) => id),
    ),
    reasons: new DataLoader<bigint, ReasonCount[]>(async (ids) =>
      groupByKey(ids, await countReports(db, ids), ({ caseId }) => caseId),
    ),
    reports: new DataLoader<bigint, ReportParent[]>(async (ids) =>
      groupByKey(ids, await findReports(db, ids), ({ caseId }) => caseId),
    ),
  }
}
