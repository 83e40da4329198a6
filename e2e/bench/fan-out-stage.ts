import { availableParallelism } from 'node:os'
import type { JobContext } from '@halide/jobs/context.ts'
import { createPublisher } from '@halide/live/publish.ts'
import type { Db } from '@halide/prisma/client.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { openTestRedis } from '@halide/timeline/test-redis.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import { fillFeeds } from './full-feeds.ts'

/** Authors with as many followers each, nobody following two of them, all with warm and full feeds. */
export interface FanOutStage {
  /** As many as a worker runs jobs at once: so each of them can fan out for another, and no feed gets a post out of turn. */
  authors: number
  /** What a job's context needs for it. */
  parts: Pick<JobContext, 'timeline' | 'live'>
  /** So many READY posts, the authors taking turns. */
  publish(posts: number): Promise<{ author: number; postId: bigint; position: bigint }[]>
  /** Only what Redis has to do with it. */
  push(post: { author: number; position: string }): Promise<void>
  leave(): Promise<void>
}

export async function enterFanOutStage(db: Db, followersEach: number): Promise<FanOutStage> {
  const authors = availableParallelism() + 4
  const entries = 500
  const { redis, close } = openTestRedis()
  const timeline = createTimeline({
    redis,
    db,
    registry: createRegistry('bench'),
    log: createLogger('bench', 'silent'),
    limits: { feedEntries: entries },
  })
  const people = await db.$queryRaw<{ id: bigint }[]>`
    insert into users (handle, email, password_hash, display_name)
    select 'p' || n, 'p' || n || '@halide.example', '', '' from generate_series(1, ${authors * (followersEach + 1)}::int) n
    returning id`
  const ids = people.map(({ id }) => id)
  const authorIds = ids.splice(0, authors)
  const followers = authorIds.map((_, author) => ids.slice(author * followersEach, (author + 1) * followersEach))
  const [{ newest }] = await db.$queryRaw<[{ newest: bigint }]>`select next_id() as newest`
  for (const [author, authorId] of authorIds.entries()) {
    await db.$executeRaw`
      insert into follows (follower_id, followee_id)
      select id, ${authorId} from unnest(${followers[author]}::bigint[]) id`
    await fillFeeds(redis, followers[author]!, newest, entries)
  }
  await db.$executeRawUnsafe('vacuum analyze users, follows')
  return {
    authors,
    parts: { timeline, live: createPublisher(redis) },
    async publish(posts) {
      const published = await db.$queryRaw<{ id: bigint; author_id: bigint; position: bigint }[]>`
        insert into posts (id, author_id, caption, status, position)
        select next_id(), (${authorIds}::bigint[])[1 + n % ${authors}::int], '', 'READY', next_id()
        from generate_series(0, ${posts - 1}::int) n order by n
        returning id, author_id, position`
      return published.map(({ id, author_id, position }) => ({
        author: authorIds.indexOf(author_id),
        postId: id,
        position,
      }))
    },
    async push({ author, position }) {
      await timeline.push(BigInt(position), followers[author]!)
    },
    leave: close,
  }
}
