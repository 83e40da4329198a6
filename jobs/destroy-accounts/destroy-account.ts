import { sql } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { destroyAvatar } from '../drop-avatar/job.ts'
import { destroyExport } from '../expire-exports/job.ts'
import { destroyPost } from '../hard-delete-posts/hard-delete-post.ts'
import { defineJob, idInPayload, type RunContext } from '../kit.ts'
import { settleAccount } from '../withdraw-account/job.ts'
import { commentsThatLeaveWith } from '../withdraw-account/settle-comments.ts'
import { removeTraces } from './traces.ts'

/** Rows at once. */
const batchSize = 500

/**
 * Destroys an account whose time to be restored is over, from what lies outside inwards: objects, then rows, then the account itself, which
 * is what a later run goes on by. Only its handle is kept, so that nobody passes for it.
 */
export const destroyAccount = defineJob({
  name: 'destroy_account',
  what: 'One account: its objects, and every row in every table.',
  payload: z.object({ userId: idInPayload }),
  key: ({ userId }) => userId.toString(),
  lane: 'backfill',
  retry: { attempts: 12 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: ({ userId }, { db }) =>
    countPlanned(
      db,
      'posts, uploads and comments',
      sql`select from posts where author_id = ${userId} union all select from uploads where user_id = ${userId}
        union all ${commentsThatLeaveWith(userId)}`,
    ),
  run: async ({ userId }, ctx) => {
    const { db, signal, deletedAccountDays } = ctx
    const before = new Date((await databaseTime(db)) - deletedAccountDays * 86_400_000)
    // From here on it cannot be restored, whatever the settings are by the next run.
    const begun = await db.$executeRaw`
      update users set destroying_since = coalesce(destroying_since, now())
      where id = ${userId} and (deleted_at < ${before} or destroying_since is not null)`
    if (begun === 0) return
    // What is not in the counts any more can be removed without counting.
    await settleAccount(ctx, userId)
    let done = 0
    const destroyed = (count: number) => {
      done += count
      ctx.progress?.(done)
    }
    await destroyPosts(ctx, userId, destroyed)
    await destroyUploads(ctx, userId, destroyed)
    for (const { id } of await db.dataExport.findMany({ where: { userId }, select: { id: true } }))
      await destroyExport(ctx, id)
    await removeComments(ctx, userId, destroyed)
    await removeTraces(db, userId, signal)
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`
        insert into retired_handles (handle) select handle from users where id = ${userId} on conflict do nothing`
      await tx.$executeRaw`delete from moderation_cases where subject_kind = 'USER' and subject_id = ${userId}`
      await tx.$executeRaw`delete from users where id = ${userId}`
    })
  },
})

/** Counts. */
type Destroyed = (count: number) => void

async function destroyPosts({ db, store, signal }: RunContext, authorId: bigint, destroyed: Destroyed): Promise<void> {
  for (;;) {
    const posts = await db.post.findMany({ where: { authorId }, take: batchSize, select: { id: true } })
    for (const { id } of posts) {
      signal.throwIfAborted()
      await destroyPost({ db, store }, id, sql`author_id = ${authorId}`)
      destroyed(1)
    }
    if (posts.length < batchSize) return
  }
}

/** Pictures with theirs, and those of which nothing was made. */
async function destroyUploads(ctx: RunContext, userId: bigint, destroyed: Destroyed): Promise<void> {
  const { db, store, signal } = ctx
  await db.$executeRaw`update avatars set dropped_at = now() where user_id = ${userId} and dropped_at is null`
  for (const { id } of await db.avatar.findMany({ where: { userId }, select: { id: true } }))
    await destroyAvatar(ctx, id)
  for (;;) {
    signal.throwIfAborted()
    const keys = await db.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ key: string }[]>`
        delete from uploads where id in (select id from uploads where user_id = ${userId} order by id limit ${batchSize}::int)
        returning object_key as key`
      const keys = rows.map(({ key }) => key)
      await store.tombstone(tx, keys)
      return keys
    })
    await store.erase(keys)
    destroyed(keys.length)
    if (keys.length < batchSize) return
  }
}

/** A thread goes with the comment that started it: nobody can see it any more. */
async function removeComments({ db, signal }: RunContext, userId: bigint, destroyed: Destroyed): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const removed = await db.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        select id from (
          select id from comments where thread_id in (select id from comments where author_id = ${userId} and thread_id is null)
          union all
          select id from comments where author_id = ${userId} and not exists (
            select from comments reply where reply.thread_id = comments.id)
        ) mine limit ${batchSize}::int`
      const ids = rows.map(({ id }) => id)
      await tx.$executeRaw`
        delete from moderation_cases where subject_kind = 'COMMENT' and subject_id = any(${ids}::bigint[])`
      await tx.commentMention.deleteMany({ where: { commentId: { in: ids } } })
      await tx.commentCounter.deleteMany({ where: { commentId: { in: ids } } })
      await tx.comment.deleteMany({ where: { id: { in: ids } } })
      return ids.length
    })
    destroyed(removed)
    if (removed === 0) return
  }
}
