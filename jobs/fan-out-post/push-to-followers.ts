import type { SqlDb } from '@halide/prisma/client.ts'
import type { Timeline } from '@halide/timeline/timeline.ts'
import { followersAfter } from './followers.ts'
import type { PublishedPost } from './published-post.ts'

/**
 * Brings a post into the warm feeds of its author's next followers, up to `limit`. Answers once these are read: Redis is at work on the first
 * fifth while Postgres looks for the rest, and may be at work afterwards. `pushed` says how many feeds were warm.
 */
export async function pushToFollowers(
  { db, timeline }: { db: SqlDb; timeline: Pick<Timeline, 'push'> },
  { authorId, position }: Pick<PublishedPost, 'authorId' | 'position'>,
  after: bigint,
  limit: number,
): Promise<{ followers: bigint[]; pushed: Promise<number> }> {
  const few = Math.ceil(limit / 5)
  const first = await followersAfter(db, authorId, after, few)
  const firstPushed = timeline.push(position, first)
  // For whoever waits for `pushed`, which may not be there yet.
  firstPushed.catch(() => {})
  if (first.length < few) return { followers: first, pushed: firstPushed }
  const rest = await followersAfter(db, authorId, first.at(-1)!, limit - few)
  const pushed = Promise.all([firstPushed, timeline.push(position, rest)]).then(([some, more]) => some + more)
  pushed.catch(() => {})
  return { followers: [...first, ...rest], pushed }
}
