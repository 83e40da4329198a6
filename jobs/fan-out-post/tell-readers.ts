import type { LivePublisher } from '@halide/live/publish.ts'
import type { SqlDb } from '@halide/prisma/client.ts'
import type { LiveEvent } from '@halide/schema/live.ts'

export const onePost: LiveEvent = { name: 'feed', data: { newPosts: 1 } }

/** Tells those of these followers who are connected just now, and in whose home feed the post is. */
export async function tellReaders(
  { db, live }: { db: SqlDb; live: LivePublisher },
  postId: bigint,
  followers: readonly bigint[],
  events: readonly LiveEvent[] = [onePost],
): Promise<void> {
  const connected = await live.connected(followers)
  if (connected.length === 0) return
  const readers = await db.$queryRaw<{ id: bigint }[]>`
    select reader.id from unnest(${connected}::bigint[]) as reader (id)
    where exists (select from listed_posts(reader.id) as post where post.id = ${postId} and post.status = 'READY')`
  for (const { id } of readers) for (const event of events) live.tell(id, event)
}
