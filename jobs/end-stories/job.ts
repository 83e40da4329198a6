import { sql, type Tx } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue } from '../kit.ts'
import { purgePost } from '../purge-post/job.ts'

/** Stories that one transaction ends. */
const batchSize = 500

/**
 * Ends stories that have expired, in the way in which a post is deleted: out of the CDN now, destroyed with objects and rows after
 * `DELETED_POST_DAYS`. Nobody has seen them since they expired. Run by the clock; each batch is done for good.
 */
export const endStories = defineJob({
  name: 'end_stories',
  what: 'Expired stories: deleted as posts are, out of the CDN, 500 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'retry',
  retry: { attempts: 3 },
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'stories', sql`select from stories where expires_at <= now()`),
  async run(_, { db, signal, log, progress }) {
    let ended = 0
    let count: number
    do {
      signal.throwIfAborted()
      count = await db.$transaction(endSome)
      ended += count
      progress?.(ended)
    } while (count === batchSize)
    if (ended > 0) log.info({ ended }, 'stories ended')
  },
})

async function endSome(tx: Tx): Promise<number> {
  // The posts' locks, as of whatever changes a post: one that is being processed again after it FAILED is left for the next time.
  const due = await tx.$queryRaw<{ id: bigint }[]>`
    select post.id from stories story join posts post on post.id = story.post_id
    where story.expires_at <= now() order by story.expires_at limit ${batchSize}::int
    for update of post skip locked`
  const ids = due.map(({ id }) => id)
  await tx.$executeRaw`delete from stories where post_id = any(${ids}::bigint[])`
  await tx.$executeRaw`update posts set deleted_at = coalesce(deleted_at, now()) where id = any(${ids}::bigint[])`
  for (const id of ids) await enqueue(tx, purgePost, { postId: id })
  return ids.length
}
