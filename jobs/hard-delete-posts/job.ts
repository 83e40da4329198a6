import { sql } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { hardDeletePost } from './hard-delete-post.ts'

const batchSize = 500

/** Has every post destroyed whose time to be restored is over, in a job of its own each. Run by the clock; a batch enqueues the next. */
export const hardDeletePosts = defineJob({
  name: 'hard_delete_posts',
  what: 'A job for each post deleted DELETED_POST_DAYS ago, 500 at once.',
  payload: z.object({ afterPostId: idInPayload.optional() }),
  key: ({ afterPostId }) => `after:${afterPostId ?? 0}`,
  lane: 'backfill',
  retry: { attempts: 3 },
  plan: ({ afterPostId = 0n }, { db, deletedPostDays }) =>
    countPlanned(
      db,
      'posts',
      sql`select from posts where deleted_at < now() - ${deletedPostDays}::int * interval '1 day' and id > ${afterPostId}`,
    ),
  run: async ({ afterPostId = 0n }, { db, deletedPostDays }) => {
    const before = new Date((await databaseTime(db)) - deletedPostDays * 86_400_000)
    await db.$transaction(async (tx) => {
      const due = await tx.post.findMany({
        where: { deletedAt: { lt: before }, id: { gt: afterPostId } },
        orderBy: { id: 'asc' },
        take: batchSize,
        select: { id: true },
      })
      for (const { id } of due) await enqueue(tx, hardDeletePost, { postId: id })
      if (due.length === batchSize) await enqueue(tx, hardDeletePosts, { afterPostId: due.at(-1)!.id })
    })
  },
})
