import type { PostDb } from '@halide/prisma/client.ts'
import type { UploadParent } from './parents.ts'

/** Uploads of this user's own. One whose bytes wait in the buffer is QUEUED, which only the ledger knows. */
export function findUploads(db: PostDb, ids: readonly bigint[], userId: bigint): Promise<UploadParent[]> {
  return db.$queryRaw`
    select id, post_id as "postId", expires_at as "expiresAt",
      case when status = 'STORED' and objects.in_buffer then 'QUEUED' else status::text end as status
    from uploads left join objects on objects.key = object_key
    where id = any(${[...ids]}::bigint[]) and user_id = ${userId}`
}

/** The posts among these of which an original waits in the buffer. */
export async function findQueued(db: PostDb, postIds: readonly bigint[]): Promise<Set<bigint>> {
  const rows = await db.$queryRaw<{ postId: bigint }[]>`
    select distinct post_id as "postId" from photos join objects on objects.key = original_key
    where post_id = any(${[...postIds]}::bigint[]) and in_buffer`
  return new Set(rows.map(({ postId }) => postId))
}
