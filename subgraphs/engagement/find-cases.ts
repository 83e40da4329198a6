import { type EngagementDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { ModerationActParent, ModerationCaseParent, ReportParent } from './parents.ts'
import type { ReasonCount } from './resolvers.gen.ts'

// What only moderators read: the caller has seen to that.

/** Reports of one case that are counted: to decide takes no more. */
const reportsCounted = 1_000

const reportsShown = 20

function cases(db: EngagementDb, which: SqlPart): Promise<ModerationCaseParent[]> {
  return db.$queryRaw`
    select c.id, subject_kind::text as kind, subject_id as "subjectId", place, opened_at as "openedAt", closed_at as "closedAt",
      coalesce(post.caption, said.text, concat_ws(E'\n', '@' || person.handle, person.display_name, nullif(person.bio, ''))) as text,
      coalesce(post.moderated_at, said.moderated_at, person.suspended_at) is not null as "isHidden"
    from moderation_cases c
    left join posts post on c.subject_kind in ('POST', 'STORY') and post.id = c.subject_id
    left join comments said on c.subject_kind = 'COMMENT' and said.id = c.subject_id
    left join users person on c.subject_kind = 'USER' and person.id = c.subject_id
    where ${which}`
}

/** Open cases, the longest waiting first, behind the place `after`. */
export function findQueue(db: EngagementDb, limit: number, after: bigint | null): Promise<ModerationCaseParent[]> {
  return cases(db, sql`closed_at is null and place > coalesce(${after}::bigint, 0) order by place limit ${limit}::int`)
}

export function findCases(db: EngagementDb, ids: readonly bigint[]): Promise<ModerationCaseParent[]> {
  return cases(db, sql`c.id = any(${[...ids]}::bigint[])`)
}

/** How often each case was reported for each reason, the most frequent first. */
export function countReports(
  db: EngagementDb,
  caseIds: readonly bigint[],
): Promise<(ReasonCount & { caseId: bigint })[]> {
  return db.$queryRaw`
    select owner.id as "caseId", latest.reason::text as reason, count(*)::int as count
    from unnest(${[...caseIds]}::bigint[]) as owner (id)
    cross join lateral (
      select reason from reports where case_id = owner.id order by id desc limit ${reportsCounted}::int
    ) as latest
    group by owner.id, latest.reason order by count desc, latest.reason`
}

/** The latest reports of each case. */
export function findReports(db: EngagementDb, caseIds: readonly bigint[]): Promise<ReportParent[]> {
  return db.$queryRaw`
    select latest.* from unnest(${[...caseIds]}::bigint[]) as owner (id)
    cross join lateral (
      select id, case_id as "caseId", reporter_id as "reporterId", reason::text as reason, note, created_at as "createdAt"
      from reports where case_id = owner.id order by id desc limit ${reportsShown}::int
    ) as latest order by latest.id desc`
}

const actColumns = {
  id: true,
  caseId: true,
  action: true,
  moderatorId: true,
  subjectKind: true,
  subjectId: true,
  note: true,
  createdAt: true,
} as const

export function findActsById(db: EngagementDb, ids: readonly bigint[]): Promise<ModerationActParent[]> {
  return db.moderationAct.findMany({ where: { id: { in: [...ids] } }, select: actColumns })
}

/** What moderators did, the latest first, before the act `after`. */
export function findActs(db: EngagementDb, limit: number, after: bigint | null): Promise<ModerationActParent[]> {
  return db.moderationAct.findMany({
    where: after === null ? {} : { id: { lt: after } },
    orderBy: { id: 'desc' },
    take: limit,
    select: actColumns,
  })
}
