import { type Db, type SqlPart, sql, type Tx } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { forgetPost } from '../forget-post/job.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'

/** Destroys one post whose time to be restored is over: its rows, its originals, its renditions. What others own has its own job. */
export const hardDeletePost = defineJob({
  name: 'hard_delete_post',
  what: "One post's rows and objects.",
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'backfill',
  retry: { attempts: 12 },
  plan: ({ postId }, { db }) => countPlanned(db, 'objects', objectsOfPost(postId)),
  run: async ({ postId }, { db, store, deletedPostDays }) => {
    const before = new Date((await databaseTime(db)) - deletedPostDays * 86_400_000)
    await destroyPost({ db, store }, postId, sql`deleted_at < ${before}`)
  },
})

/** Destroys a post for which a condition holds. */
export async function destroyPost(
  { db, store }: { db: Db; store: ObjectStore },
  postId: bigint,
  condition: SqlPart,
): Promise<void> {
  const keys = await deleteRows(db, store, postId, condition)
  // Killed before this, the bytes stay until sweep_objects finds the ledger's TOMBSTONED rows.
  await store.erase(keys)
}

/** Rows and tombstones are one transaction, the post locked in it: it is restored before, or not at all. Answers the objects' keys. */
async function deleteRows(db: Db, store: ObjectStore, postId: bigint, condition: SqlPart): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<unknown[]>`
      select 1 from posts where id = ${postId} and ${condition} for update`
    if (due.length === 0) return []
    const keys = await objectsOf(tx, postId)
    await store.tombstone(tx, keys)
    // By the photos, not by the id that an upload was reserved for: a post may be made of another one's uploads.
    await tx.$executeRaw`delete from uploads where id in (select upload_id from photos where post_id = ${postId})`
    await tx.post.delete({ where: { id: postId } })
    await enqueue(tx, forgetPost, { postId })
    return keys
  })
}

async function objectsOf(tx: Tx, postId: bigint): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`${objectsOfPost(postId)}`
  return rows.map(({ key }) => key)
}

function objectsOfPost(postId: bigint): SqlPart {
  return sql`
    select original_key as key from photos where post_id = ${postId}
    union select renditions.object_key from renditions join photos on photos.id = photo_id where post_id = ${postId}`
}
