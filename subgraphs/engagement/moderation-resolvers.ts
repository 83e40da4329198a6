import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { forget, pageKey, requireViewer, toConnection } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { decideReport } from './decide-report.ts'
import { findActs, findQueue } from './find-cases.ts'
import type { ModerationActParent, ModerationCaseParent, ReportSubjectParent } from './parents.ts'
import { report } from './report.ts'
import type { MutationResolvers, QueryResolvers, Resolvers } from './resolvers.gen.ts'
import { encodeSubject, isModerator, requireModerator, type SubjectKind } from './subjects.ts'

// What resolvers.ts takes in about reports and moderators.

const byPlace = { cursorOf: ({ place }: ModerationCaseParent) => place, nodeOf: (found: ModerationCaseParent) => found }
const byId = { cursorOf: ({ id }: ModerationActParent) => id, nodeOf: (act: ModerationActParent) => act }

export const moderationQueries = {
  viewerIsModerator: (_, __, ctx) => isModerator(ctx),
  viewerIsAdmin: (_, __, { viewer }) => viewer?.role === 'ADMIN',
  moderationQueue: async (_, args, ctx) => {
    const { limit, after } = pageKey(requireModerator(ctx).userId, args)
    return toConnection(await findQueue(ctx.db, limit, after), { ...args, ...byPlace })
  },
  auditTrail: async (_, args, ctx) => {
    const { limit, after } = pageKey(requireModerator(ctx).userId, args)
    return toConnection(await findActs(ctx.db, limit, after), { ...args, ...byId })
  },
} satisfies QueryResolvers

export const moderationMutations = {
  report: async (_, { input }, ctx) => {
    const error = await report(ctx, requireViewer(ctx), input)
    return { reportedId: error ? null : input.subjectId, userErrors: error ? [error] : [] }
  },
  decideReport: async (_, { input }, ctx) => {
    const caseId = decodeId('case', input.caseId)
    const error = await decideReport(ctx, requireModerator(ctx), { ...input, caseId })
    forget(ctx.loaders)
    if (error || caseId === null) return { case: null, userErrors: error ? [error] : [] }
    return { case: await ctx.loaders.case.load(caseId), userErrors: [] }
  },
} satisfies MutationResolvers

/** As the moderator may see it, like any other viewer. */
async function subjectOf({ kind, subjectId: id }: ModerationCaseParent, { loaders }: EngagementContext) {
  const load: Record<SubjectKind, () => ReportSubjectParent | Promise<ReportSubjectParent | null>> = {
    USER: () => ({ id, __typename: 'User' }),
    POST: async () => named('Post', await loaders.post.load(id)),
    STORY: async () => named('Story', await loaders.visibleStory.load(id)),
    COMMENT: async () => named('Comment', await loaders.comment.load(id)),
  }
  return load[kind]()
}

function named<Name extends string, Row extends object>(__typename: Name, row: Row | null) {
  return row && { ...row, __typename }
}

export const moderationTypes = {
  ModerationCase: {
    __resolveReference: ({ id: globalId }, ctx) => {
      const id = decodeId('case', globalId)
      return id === null || !isModerator(ctx) ? null : ctx.loaders.case.load(id)
    },
    id: ({ id }) => encodeId('case', id),
    subject: (found, _, ctx) => subjectOf(found, ctx),
    subjectId: ({ kind, subjectId: id }) => encodeSubject({ kind, id }),
    reportCount: async ({ id }, _, { loaders }) =>
      (await loaders.reasons.load(id)).reduce((sum, { count }) => sum + count, 0),
    reasons: ({ id }, _, { loaders }) => loaders.reasons.load(id),
    reports: ({ id }, _, { loaders }) => loaders.reports.load(id),
  },
  ReportSubject: { __resolveType: ({ __typename }) => __typename },
  Report: {
    id: ({ id }) => encodeId('report', id),
    reporter: ({ reporterId }) => ({ id: reporterId }),
  },
  ModerationAct: {
    __resolveReference: ({ id: globalId }, ctx) => {
      const id = decodeId('act', globalId)
      return id === null || !isModerator(ctx) ? null : ctx.loaders.act.load(id)
    },
    id: ({ id }) => encodeId('act', id),
    moderator: ({ moderatorId }) => ({ id: moderatorId }),
    case: ({ caseId }, _, { loaders }) => loaders.case.load(caseId),
    subjectId: ({ subjectKind: kind, subjectId: id }) => encodeSubject({ kind, id }),
  },
} satisfies Pick<Resolvers, 'ModerationCase' | 'ReportSubject' | 'Report' | 'ModerationAct'>
