import { type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import type { ReportReason } from './resolvers.gen.ts'
import { decodeSubject, isNote, type Subject } from './subjects.ts'

type Fault = UserError<'INVALID' | 'SUBJECT_NOT_FOUND' | 'CANNOT_REPORT_SELF'>

const notFound = userError('SUBJECT_NOT_FOUND', 'subjectId', 'There is no such thing, or you may not see it.')

/**
 * Reports what the viewer may see, once. The case of its subject opens with the first report, and again with one after a decision. Many
 * who report one thing at once wait for nobody but the first: an open case is not written to.
 */
export async function report(
  { db, loaders }: Pick<EngagementContext, 'db' | 'loaders'>,
  viewer: Viewer,
  { subjectId, reason, note = '' }: { subjectId: string; reason: ReportReason; note?: string },
): Promise<Fault | null> {
  if (!isNote(note)) return userError('INVALID', 'note', 'Up to 1,000 characters.')
  const subject = decodeSubject(subjectId)
  const author = subject && (await authorOf({ db, loaders }, subject, viewer))
  if (subject === null || author === null) return notFound
  if (author === viewer.userId) return userError('CANNOT_REPORT_SELF', 'subjectId', 'This is your own.')
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      insert into moderation_cases (subject_kind, subject_id) values (${subject.kind}::report_subject, ${subject.id})
      on conflict do nothing`
    const [of] = await tx.$queryRaw<[{ id: bigint }]>`
      select id from moderation_cases where subject_kind = ${subject.kind}::report_subject and subject_id = ${subject.id}`
    const reported = await tx.$executeRaw`
      insert into reports (case_id, reporter_id, reason, note)
      values (${of.id}, ${viewer.userId}, ${reason}::report_reason, ${note}) on conflict do nothing`
    if (reported === 0) return
    await tx.$executeRaw`
      update moderation_cases set closed_at = null, opened_at = now(), place = next_id()
      where id = ${of.id} and closed_at is not null`
  })
  return null
}

/** Whose it is; null where the viewer does not see it, or is gone. */
async function authorOf(
  { db, loaders }: Pick<EngagementContext, 'db' | 'loaders'>,
  { kind, id }: Subject,
  { userId }: Viewer,
): Promise<bigint | null> {
  if (kind === 'COMMENT') {
    const comment = await loaders.comment.load(id)
    if (!comment) return null
    return (await present(db, userId, comment.authorId)) ? comment.authorId : null
  }
  if (kind === 'USER') return (await present(db, userId, id)) ? id : null
  const [seen] =
    kind === 'POST'
      ? await db.$queryRaw<
          { author: bigint }[]
        >`select author_id as author from visible_posts(${userId}) where id = ${id}`
      : await db.$queryRaw<{ author: bigint }[]>`
          select author_id as author from visible_stories(${userId}) where post_id = ${id}`
  return seen && (await present(db, userId, seen.author)) ? seen.author : null
}

/** Whether viewer and author are both there, and see each other. */
async function present(db: EngagementContext['db'], viewerId: bigint, authorId: bigint): Promise<boolean> {
  const seen = await db.$queryRaw<{ id: bigint }[]>`
    select id from visible_users(${viewerId}) where id in (${viewerId}, ${authorId})`
  return seen.length === (viewerId === authorId ? 1 : 2)
}
