import { enqueue } from '@halide/jobs/kit.ts'
import { purgeAuthor } from '@halide/jobs/purge-author/job.ts'
import { purgePost } from '@halide/jobs/purge-post/job.ts'
import type { Tx } from '@halide/prisma/client.ts'
import { refuse, type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { setCommentHidden } from './hide-comment.ts'
import type { ModerationAction } from './resolvers.gen.ts'
import { isNote, type Subject, type SubjectKind } from './subjects.ts'

type Fault = UserError<'INVALID' | 'CASE_NOT_FOUND' | 'ACTION_NOT_APPLICABLE'>

/** On what each can be done. */
const applicable: Record<ModerationAction, readonly SubjectKind[]> = {
  DISMISS: ['POST', 'STORY', 'COMMENT', 'USER'],
  HIDE_POST: ['POST'],
  RESTORE_POST: ['POST'],
  HIDE_STORY: ['STORY'],
  RESTORE_STORY: ['STORY'],
  HIDE_COMMENT: ['COMMENT'],
  RESTORE_COMMENT: ['COMMENT'],
  SUSPEND_USER: ['POST', 'STORY', 'COMMENT', 'USER'],
  RESTORE_USER: ['POST', 'STORY', 'COMMENT', 'USER'],
}

const noCase = userError('CASE_NOT_FOUND', 'caseId', 'There is no such case.')
const notApplicable = userError('ACTION_NOT_APPLICABLE', 'action', 'This cannot be done to what was reported.')

/**
 * Decides about a case. What is hidden, the audit's row and the purge of what the CDN has are one transaction, the case locked in it.
 * This is the one way to `moderated_at` and `suspended_at`, whoever owns the rest of those tables. Again, it is another row
 * of the audit, and changes nothing else.
 */
export async function decideReport(
  { db, requestId }: Pick<EngagementContext, 'db'> & { requestId?: string },
  moderator: Viewer,
  { caseId, action, note = '' }: { caseId: bigint | null; action: ModerationAction; note?: string },
): Promise<Fault | null> {
  if (!isNote(note)) return userError('INVALID', 'note', 'Up to 1,000 characters.')
  if (caseId === null) return noCase
  return db.$transaction(async (tx) => {
    const [subject] = await tx.$queryRaw<(Subject & { isHere: boolean })[]>`
      select subject_kind::text as kind, subject_id as id,
        exists (select from visible_users(${moderator.userId}::bigint) as person where person.id = ${moderator.userId}::bigint) as "isHere"
      from moderation_cases where id = ${caseId} for update`
    if (!subject) return noCase
    // An access token outlives its account by minutes.
    if (!subject.isHere) refuse('UNAUTHENTICATED')
    if (!applicable[action].includes(subject.kind)) return notApplicable
    if (!(await act(tx, moderator, action, subject, requestId))) return notApplicable
    await tx.moderationAct.create({
      data: { caseId, moderatorId: moderator.userId, action, subjectKind: subject.kind, subjectId: subject.id, note },
    })
    await tx.$executeRaw`update moderation_cases set closed_at = now() where id = ${caseId}`
    return null
  })
}

/** False where there is nothing to do it to. */
async function act(
  tx: Tx,
  moderator: Viewer,
  action: ModerationAction,
  { kind, id }: Subject,
  requestId: string | undefined,
): Promise<boolean> {
  switch (action) {
    case 'DISMISS':
      return true
    case 'HIDE_POST':
    case 'HIDE_STORY': {
      // A story is a post of another kind. Restored, a post may be made viral again: its images have left the CDN.
      const hidden = await tx.$executeRaw`
        update posts set moderated_at = now(), viral_at = null where id = ${id} and moderated_at is null`
      if (hidden === 1) await enqueue(tx, purgePost, { postId: id }, { requestId })
      return (await tx.post.count({ where: { id } })) === 1
    }
    case 'RESTORE_POST':
    case 'RESTORE_STORY':
      return (await tx.post.updateMany({ where: { id }, data: { moderatedAt: null } })).count === 1
    case 'HIDE_COMMENT':
    case 'RESTORE_COMMENT':
      return setCommentHidden(tx, id, action === 'HIDE_COMMENT')
    case 'SUSPEND_USER': {
      const userId = await accountOf(tx, kind, id)
      // Who moderates is an admin's to suspend, and nobody their own.
      const [account] = await tx.$queryRaw<{ suspended: boolean }[]>`
        select suspended_at is not null as suspended from users
        where id = ${userId} and id <> ${moderator.userId} and (role = 'USER' or ${moderator.role === 'ADMIN'})
        for no key update`
      if (!account) return false
      if (account.suspended) return true
      await tx.$executeRaw`update users set suspended_at = now() where id = ${userId}`
      await enqueue(tx, purgeAuthor, { userId: userId! }, { requestId })
      return true
    }
    case 'RESTORE_USER': {
      const userId = await accountOf(tx, kind, id)
      return (await tx.$executeRaw`update users set suspended_at = null where id = ${userId}`) === 1
    }
  }
}

/** The account itself, or the author's. */
async function accountOf(tx: Tx, kind: SubjectKind, id: bigint): Promise<bigint | null> {
  if (kind === 'USER') return id
  const [row] =
    kind === 'COMMENT'
      ? await tx.$queryRaw<{ author: bigint }[]>`select author_id as author from comments where id = ${id}`
      : await tx.$queryRaw<{ author: bigint }[]>`select author_id as author from posts where id = ${id}`
  return row?.author ?? null
}
