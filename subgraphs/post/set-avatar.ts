import { dropAvatar } from '@halide/jobs/drop-avatar/job.ts'
import { enqueue } from '@halide/jobs/kit.ts'
import { processAvatar } from '@halide/jobs/process-avatar/job.ts'
import { type SqlPart, sql, type Tx } from '@halide/prisma/client.ts'
import { decodeId } from '@halide/schema/ids.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { lockAuthor } from './author-lock.ts'
import type { PostDeps } from './context.ts'

type Deps = Pick<PostDeps, 'db'> & { requestId?: string }
type UploadFault = UserError<'UPLOAD_NOT_FOUND' | 'UPLOAD_NOT_STORED' | 'UPLOAD_USED'>

/**
 * Makes an upload the account's picture once it is processed. Until then the one before it stays; what was set between the two is
 * dropped. Row, used upload and job are one transaction.
 */
export async function setAvatar(
  { db, requestId }: Deps,
  userId: bigint,
  uploadId: string,
): Promise<UploadFault | null> {
  const id = decodeId('upload', uploadId)
  return db.$transaction(async (tx) => {
    await lockAuthor(tx, userId)
    const [upload] = await tx.$queryRaw<{ status: string; objectKey: string; leftOut: boolean; isAvatar: boolean }[]>`
      select status::text, object_key as "objectKey",
        exists (select from posts where posts.id = uploads.post_id) as "leftOut",
        exists (select from avatars where upload_id = uploads.id and dropped_at is null) as "isAvatar"
      from uploads where id = ${id} and user_id = ${userId} for update`
    if (!upload) return userError('UPLOAD_NOT_FOUND', 'uploadId', 'No upload of yours has this id.')
    // Asked again by who lost the answer.
    if (upload.isAvatar) return null
    if (upload.status === 'USED' || upload.leftOut)
      return userError('UPLOAD_USED', 'uploadId', 'This upload belongs to a post.')
    if (upload.status === 'ISSUED')
      return userError('UPLOAD_NOT_STORED', 'uploadId', 'Send the bytes of this upload to its `url` first.')
    await drop(tx, userId, sql`status <> 'READY'`, requestId)
    await tx.upload.update({ where: { id: id! }, data: { status: 'USED' } })
    const { id: avatarId } = await tx.avatar.create({
      data: { userId, uploadId: id!, originalKey: upload.objectKey },
      select: { id: true },
    })
    await enqueue(tx, processAvatar, { avatarId }, { requestId })
    return null
  })
}

/** Nobody sees the account's picture from this transaction on; its objects are destroyed by the job. */
export async function removeAvatar({ db, requestId }: Deps, userId: bigint): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockAuthor(tx, userId)
    await drop(tx, userId, sql`true`, requestId)
  })
}

async function drop(tx: Tx, userId: bigint, which: SqlPart, requestId: string | undefined): Promise<void> {
  const dropped = await tx.$queryRaw<{ id: bigint }[]>`
    update avatars set dropped_at = now() where user_id = ${userId} and dropped_at is null and ${which} returning id`
  for (const { id } of dropped) await enqueue(tx, dropAvatar, { avatarId: id }, { requestId })
}
