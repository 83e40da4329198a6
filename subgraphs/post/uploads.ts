import type { PostDb } from '@halide/prisma/client.ts'
import type { NoticeName } from '@halide/schema/notices.ts'
import type { UploadParent } from './parents.ts'

/** Uploads of this user's own. One whose bytes wait in the buffer is QUEUED, which only the ledger knows. */
export function findUploads(db: PostDb, ids: readonly bigint[], userId: bigint): Promise<UploadParent[]> {
  return db.$queryRaw`
    select id, post_id as "postId", expires_at as "expiresAt",
      case when status = 'STORED' and objects.in_buffer then 'QUEUED' else status::text end as status
    from uploads left join objects on objects.key = object_key
    where id = any(${[...ids]}::bigint[]) and user_id = ${userId}`
}

/** Of the posts among these that take longer than usual, why. */
export async function findNotices(db: PostDb, postIds: readonly bigint[]): Promise<Map<bigint, NoticeName>> {
  const rows = await db.$queryRaw<{ postId: bigint; notice: NoticeName }[]>`
    select post_id as "postId", case when bool_or(in_buffer) then 'QUEUED' else 'DELAYED' end as notice
    from photos left join objects on objects.key = original_key
    where post_id = any(${[...postIds]}::bigint[]) and (in_buffer or (status = 'PROCESSING' and process_after is not null))
    group by post_id`
  return new Map(rows.map(({ postId, notice }) => [postId, notice]))
}
