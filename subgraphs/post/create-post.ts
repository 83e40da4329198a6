import { enqueue } from '@halide/jobs/kit.ts'
import { processPhoto } from '@halide/jobs/process-photo/job.ts'
import type { Tx } from '@halide/prisma/client.ts'
import type { Load } from '@halide/prisma/load.ts'
import { hashtagsIn } from '@halide/schema/hashtags.ts'
import type { UserError } from '@halide/subgraph-kit/index.ts'
import { lockAuthor } from './author-lock.ts'
import type { PostDeps } from './context.ts'
import { aboutUpload, type NewPost, parsePostInput, uploadNotFound } from './post-input.ts'
import type { CreatePostInput, UploadStatus, UserErrorCode } from './resolvers.gen.ts'

export type PostOutcome = { ok: true; postId: bigint } | { ok: false; userErrors: UserError<UserErrorCode>[] }

/**
 * Publishes uploads as a post that answers PROCESSING. Post, photos, used uploads and a `process_photo` job for each photo are one
 * transaction: an acknowledged post cannot lose its jobs.
 */
export async function createPost(
  { db, load, requestId }: Pick<PostDeps, 'db' | 'load'> & { requestId?: string },
  authorId: bigint,
  input: CreatePostInput,
): Promise<PostOutcome> {
  const parsed = parsePostInput(input)
  if (!parsed.ok) return parsed
  const delayMs = await delayUnder(load)
  return db.$transaction((tx) => publish(tx, authorId, { ...parsed.post, kind: 'POST' }, { requestId, delayMs }))
}

/** Milliseconds for which photos are put off while the load is CRITICAL: not all for as long. They are brought forward when it falls. */
const shortestDelayMs = 120_000
const longestDelayMs = 300_000

export async function delayUnder(load: Load): Promise<number> {
  if ((await load.now()).level !== 'CRITICAL') return 0
  return shortestDelayMs + Math.random() * (longestDelayMs - shortestDelayMs)
}

/** What is made of uploads. */
export type Publication = NewPost & { kind: 'POST' | 'STORY' }

export interface Processing {
  requestId: string | undefined
  /** Milliseconds before which its photos are not processed. */
  delayMs: number
}

/** The steps of `createPost` and `createStory`, in the caller's transaction. `check` comes after a replay, under the author's lock. */
export async function publish(
  tx: Tx,
  authorId: bigint,
  post: Publication,
  processing: Processing,
  check: () => Promise<UserError<UserErrorCode>[]> = async () => [],
): Promise<PostOutcome> {
  await lockAuthor(tx, authorId)
  const first = await findReplayed(tx, authorId, post)
  if (first !== null) return { ok: true, postId: first }
  const uploads = await lockUploads(tx, authorId, post)
  const chosen = post.photos.map(({ uploadId }) => uploads.get(uploadId))
  const userErrors = [...chosen.flatMap((upload, index) => checkUpload(upload, index) ?? []), ...(await check())]
  if (userErrors.length > 0) return { ok: false, userErrors }
  return { ok: true, postId: await insertPost(tx, authorId, post, chosen as LockedUpload[], processing) }
}

async function findReplayed(tx: Tx, authorId: bigint, post: Publication): Promise<bigint | null> {
  const { kind, idempotencyKey } = post
  if (idempotencyKey === null) return null
  const where = { authorId_kind_idempotencyKey: { authorId, kind, idempotencyKey } }
  return (await tx.post.findUnique({ where, select: { id: true } }))?.id ?? null
}

interface LockedUpload {
  id: bigint
  postId: bigint
  objectKey: string
  status: UploadStatus
  /** Whether the post that it was reserved for has been made without it. */
  leftOut: boolean
}

async function lockUploads(tx: Tx, authorId: bigint, { photos }: NewPost): Promise<Map<bigint, LockedUpload>> {
  const ids = photos.map(({ uploadId }) => uploadId)
  const rows = await tx.$queryRaw<LockedUpload[]>`
    select id, post_id as "postId", object_key as "objectKey", status::text,
      exists (select from posts where posts.id = uploads.post_id) as "leftOut"
    from uploads where id = any(${ids}::bigint[]) and user_id = ${authorId} order by id for update`
  return new Map(rows.map((row) => [row.id, row]))
}

function checkUpload(upload: LockedUpload | undefined, index: number): UserError<UserErrorCode> | null {
  if (!upload) return uploadNotFound(index)
  if (upload.status === 'USED' || upload.leftOut) {
    return aboutUpload('UPLOAD_USED', index, 'This upload belongs to another post.')
  }
  if (upload.status === 'ISSUED') {
    return aboutUpload('UPLOAD_NOT_STORED', index, 'Send the bytes of this upload to its `url` first.')
  }
  return null
}

async function insertPost(
  tx: Tx,
  authorId: bigint,
  { kind, photos, caption, idempotencyKey }: Publication,
  uploads: LockedUpload[],
  { requestId, delayMs }: Processing,
): Promise<bigint> {
  const postId = uploads[0]!.postId
  await tx.post.create({ data: { id: postId, authorId, kind, caption, idempotencyKey } })
  await tx.$executeRaw`select tag_post(${postId}, ${hashtagsIn(caption)}::text[])`
  if (kind === 'STORY') await tx.story.create({ data: { postId, authorId } })
  const made = await tx.photo.createManyAndReturn({
    data: photos.map((photo, ordinal) => ({ ...photo, postId, ordinal, originalKey: uploads[ordinal]!.objectKey })),
    select: { id: true },
  })
  await tx.upload.updateMany({ where: { id: { in: uploads.map(({ id }) => id) } }, data: { status: 'USED' } })
  if (delayMs > 0) {
    await tx.$executeRaw`
      update photos set process_after = now() + ${delayMs}::float8 * interval '1 ms' where post_id = ${postId}`
  }
  for (const { id } of made) await enqueue(tx, processPhoto, { photoId: id }, { requestId, delayMs })
  return postId
}
