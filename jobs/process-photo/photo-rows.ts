import type { LivePublisher } from '@halide/live/publish.ts'
import type { Db, Tx } from '@halide/prisma/client.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { type PostFailureCode, postFailures } from '@halide/schema/post-failures.ts'
import type { PhotoFilter } from '@halide/schema/renditions.ts'
import { fanOutPost } from '../fan-out-post/job.ts'
import { enqueue } from '../kit.ts'
import { prewarmPost } from '../prewarm-post/job.ts'
import { type Effort, owe } from './effort.ts'
import type { RenderedPhoto } from './render.ts'

/** What it takes to process a photo. */
export interface PhotoToProcess {
  id: bigint
  postId: bigint
  edition: number
  filter: PhotoFilter | null
  originalKey: string
  originalMd5: Buffer
}

/** The photo, or null when there is nothing to do: it is READY, or its post was deleted. A FAILED one that is tried again counts. */
export async function findPhotoToProcess(db: Db, photoId: bigint): Promise<PhotoToProcess | null> {
  const [row] = await db.$queryRaw<(Omit<PhotoToProcess, 'originalMd5'> & { originalMd5: Uint8Array })[]>`
    select photos.id, photos.post_id as "postId", edition, filter, original_key as "originalKey", md5 as "originalMd5"
    from photos join posts on posts.id = photos.post_id join uploads on uploads.id = photos.upload_id
    where photos.id = ${photoId} and photos.status <> 'READY' and posts.deleted_at is null`
  return row ? { ...row, originalMd5: Buffer.from(row.originalMd5) } : null
}

/** A photo whose post shows it, to be rendered once more; null when it is not READY. */
export async function findReadyPhoto(db: Db, photoId: bigint): Promise<PhotoToProcess | null> {
  const [row] = await db.$queryRaw<(Omit<PhotoToProcess, 'originalMd5'> & { originalMd5: Uint8Array })[]>`
    select photos.id, photos.post_id as "postId", edition, filter, original_key as "originalKey", md5 as "originalMd5"
    from photos join uploads on uploads.id = photos.upload_id
    where photos.id = ${photoId} and photos.status = 'READY'`
  return row ? { ...row, originalMd5: Buffer.from(row.originalMd5) } : null
}

/** One stored rendition of a photo. */
export interface StoredRendition {
  size: string
  format: string
  width: number
  height: number
  byteSize: number
  md5: Uint8Array<ArrayBuffer>
  objectKey: string
}

/** A post or story that has left PROCESSING. */
export interface EndedPost {
  id: bigint
  authorId: bigint
  kind: 'POST' | 'STORY'
  status: 'READY' | 'FAILED'
}

/** Tells its author, after the transaction. */
export function tellAuthor(live: LivePublisher, post: EndedPost | null): void {
  if (!post) return
  const name = post.kind === 'STORY' ? 'story' : 'post'
  live.tell(post.authorId, { name, data: { id: encodeId(name, post.id), status: post.status } })
}

/**
 * Records the renditions and turns the photo READY; with the post's last photo the post too, and its fan-out is enqueued. After
 * `lockPost`: of two photos that finish at once the second sees the first, so exactly one publishes. Answers the post that it made READY.
 */
export async function finishPhoto(
  tx: Tx,
  { id, postId, edition }: PhotoToProcess,
  { width, height, placeholder }: Pick<RenderedPhoto, 'width' | 'height' | 'placeholder'>,
  renditions: readonly StoredRendition[],
  { skipped, storyHours, requestId }: Pick<Effort, 'skipped'> & { storyHours: number; requestId?: string | undefined },
): Promise<EndedPost | null> {
  const photo = await tx.photo.updateMany({
    where: { id, status: { not: 'READY' } },
    data: {
      status: 'READY',
      width,
      height,
      blurhash: placeholder?.blurhash ?? null,
      dominantColor: placeholder?.dominantColour ?? null,
    },
  })
  if (photo.count === 0) return null // Another run of this job was faster, with the same result.
  await tx.rendition.deleteMany({ where: { photoId: id, edition } })
  await tx.rendition.createMany({ data: renditions.map((rendition) => ({ photoId: id, edition, ...rendition })) })
  await owe(tx, id, skipped)
  const [published] = await tx.$queryRaw<EndedPost[]>`
    update posts set status = 'READY', position = case kind when 'POST' then next_id() end,
      failure_code = null, failure_message = null
    where id = ${postId} and status <> 'READY' and deleted_at is null
      and not exists (select from photos where post_id = ${postId} and status <> 'READY')
    returning id, author_id as "authorId", kind::text, status::text`
  if (!published) return null
  if (published.kind === 'STORY') {
    await startStory(tx, postId, storyHours)
    return published
  }
  await enqueue(tx, fanOutPost, { postId }, { requestId })
  await enqueue(tx, prewarmPost, { postId }, { requestId })
  return published
}

/** A story lasts from now on; one that FAILED for as long, so that its author gets to see it. Of a post it does nothing. */
async function startStory(tx: Tx, postId: bigint, hours: number): Promise<void> {
  await tx.$executeRaw`update stories set expires_at = now() + ${hours}::float8 * interval '1 hour' where post_id = ${postId}`
}

/** Ends a photo that cannot be processed, and with it its post, unless it is READY after all. */
export async function failPhoto(
  db: Db,
  photoId: bigint,
  code: PostFailureCode,
  storyHours: number,
): Promise<EndedPost | null> {
  return db.$transaction(async (tx) => {
    const photo = await tx.photo.findUnique({ where: { id: photoId }, select: { postId: true } })
    if (!photo) return null
    await lockPost(tx, photo.postId)
    const failed = await tx.photo.updateMany({
      where: { id: photoId, status: 'PROCESSING' },
      data: { status: 'FAILED' },
    })
    if (failed.count === 0) return null
    const [post] = await tx.$queryRaw<EndedPost[]>`
      update posts set status = 'FAILED', failure_code = ${code}, failure_message = ${postFailures[code]}
      where id = ${photo.postId} and status = 'PROCESSING'
      returning id, author_id as "authorId", kind::text, status::text`
    await startStory(tx, photo.postId, storyHours)
    return post ?? null
  })
}

/** Whatever changes the state of a post or of its photos goes one after the other, until the transaction ends. */
export async function lockPost(tx: Tx, postId: bigint): Promise<void> {
  await tx.$executeRaw`select 1 from posts where id = ${postId} for update`
}
