import type { LivePublisher } from '@halide/live/publish.ts'
import { type Db, type SqlPart, sql, type Tx } from '@halide/prisma/client.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { type PostFailureCode, postFailures } from '@halide/schema/post-failures.ts'
import type { PhotoFilter } from '@halide/schema/renditions.ts'
import { fanOutPost } from '../fan-out-post/job.ts'
import { enqueue } from '../kit.ts'
import { prewarmPost } from '../prewarm-post/job.ts'
import type { Effort } from './effort.ts'
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

/** The part of a statement that inserts an edition's rows for the photo whose id is in `photo`, an earlier part; none where it is empty. */
export function storeRenditions(renditions: readonly StoredRendition[], edition: number, photo: SqlPart): SqlPart {
  const all = <Name extends keyof StoredRendition>(name: Name) => renditions.map((rendition) => rendition[name])
  return sql`stored as (
    insert into renditions (photo_id, edition, size, format, width, height, byte_size, md5, object_key)
    select id, ${edition}::int, made.size, made.format, made.width, made.height, made.byte_size, decode(made.md5, 'hex'), made.object_key
    from ${photo}, unnest(${all('size')}::text[], ${all('format')}::text[], ${all('width')}::int[], ${all('height')}::int[],
      ${all('byteSize')}::int[], ${all('md5').map((md5) => Buffer.from(md5).toString('hex'))}::text[], ${all('objectKey')}::text[])
      as made (size, format, width, height, byte_size, md5, object_key))`
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
  const finished = await tx.$executeRaw`
    with finished as (
      update photos set status = 'READY', width = ${width}, height = ${height},
        blurhash = ${placeholder?.blurhash ?? null}, dominant_color = ${placeholder?.dominantColour ?? null}
      where id = ${id} and status <> 'READY' returning id
    ), owed as (
      insert into quality_debts (photo_id, skipped) select id, ${[...skipped]}::text[] from finished where ${skipped.length > 0}
    ), ${storeRenditions(renditions, edition, sql`finished`)}
    select from finished`
  if (finished === 0) return null // Another run of this job was faster, with the same result.
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
