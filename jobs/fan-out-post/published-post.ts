import type { SqlDb } from '@halide/prisma/client.ts'

export interface PublishedPost {
  authorId: bigint
  position: bigint
  reach: 'FAN_OUT' | 'PROMOTING' | 'CELEBRITY'
  /** READY and not deleted: readers may see it. */
  visible: boolean
}

/** A post that was READY at some time, as it is now, with its author's reach. Null when there is no such post. */
export async function publishedPost(db: Pick<SqlDb, '$queryRaw'>, postId: bigint): Promise<PublishedPost | null> {
  const [post] = await db.$queryRaw<PublishedPost[]>`
    select p.author_id "authorId", p.position, author.reach::text reach, p.status = 'READY' and p.deleted_at is null visible
    from posts p join users author on author.id = p.author_id
    where p.id = ${postId} and p.position is not null`
  return post ?? null
}
