import { createHash } from 'node:crypto'
import type { Tx } from '@halide/prisma/client.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { Region, RegionName } from '@halide/storage/region.ts'
import type { z } from 'zod'
import type { JobContext } from './context.ts'
import type { Job } from './kit.ts'
import type { KillWorld } from './test-kill-world.ts'
import { makePhoto } from './test-world.ts'

// What the cases of killed-anywhere.test.ts are made of.

/** What cases are put into: a kill world, or any other system of Halide's. */
export interface KillScene {
  context: Pick<JobContext, 'db' | 'store' | 'timeline' | 'viralViews'>
  /** Straight to the buckets, past the ledger. */
  stores: { regions: Record<RegionName, Region> }
}

export interface KillCase {
  job: Job
  payload: unknown
  /** Where a job has more than one way to go. */
  when?: string
  /** From an empty world to the one that the job meets; the same at each call. */
  arrange(world: KillScene): Promise<unknown>
  /** What anybody's next request does in any case, before both ends are compared. */
  finish?(world: KillWorld): Promise<unknown>
}

// Ids are small, and so all rows are old: the sweeps find them.
export const [author, first, second, third] = [1n, 11n, 12n, 13n]
export const readers = [first, second, third]
export const postId = 100n
export const photoId = 200n
export const uploadId = 300n
export const original = await makePhoto(40, 30)
export const contentType = 'image/jpeg'
export const originalKey = objectKeys.original(author, postId, uploadId)
export const md5Of = (bytes: Buffer) => createHash('md5').update(bytes).digest()

export type Sql = Pick<Tx, '$executeRaw'>

/** An author with so many followers, in any reach. */
export async function people(db: Sql, { followers = 3, reach = 'FAN_OUT' } = {}): Promise<void> {
  await db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name, reach)
    select id, 'u' || id, 'u' || id, '', '', (case when id = ${author} then ${reach} else 'FAN_OUT' end)::reach
    from unnest(${[author, ...readers]}::bigint[]) id`
  await db.$executeRaw`
    insert into follows (id, follower_id, followee_id) select id, id, ${author} from unnest(${readers.slice(0, followers)}::bigint[]) id`
}

export async function readyPost(db: Sql, id = postId, deletedDays: number | null = null): Promise<void> {
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position, deleted_at)
    values (${id}, ${author}, '', 'READY', ${id}, now() - ${deletedDays}::int * interval '1 day')`
}

/** The post's photo, its original stored, and as many of its renditions as given. */
export async function photo(
  { context: { db, store } }: KillScene,
  status: string,
  sizes: string[] = [],
  bytes = original,
): Promise<void> {
  const md5 = md5Of(bytes)
  await store.put(originalKey, bytes, { contentType, md5 })
  await db.$executeRaw`
    insert into uploads (id, user_id, post_id, byte_size, content_type, md5, object_key, status, expires_at)
    values (${uploadId}, ${author}, ${postId}, ${bytes.length}::int, ${contentType}, ${md5}, ${originalKey}, 'USED', now())`
  await db.$executeRaw`
    insert into photos (id, post_id, ordinal, upload_id, original_key, alt_text, status)
    values (${photoId}, ${postId}, 0, ${uploadId}, ${originalKey}, '', ${status}::photo_status)`
  for (const size of sizes) {
    const key = objectKeys.rendition(photoId, 1, 'LARGE', 'JPEG').replace('large', size)
    await store.put(key, Buffer.from(size), { contentType, md5: md5Of(Buffer.from(size)) })
    await db.$executeRaw`
      insert into renditions (photo_id, edition, size, format, width, height, byte_size, md5, object_key)
      values (${photoId}, 1, ${size}, 'JPEG', 1, 1, ${size.length}::int, ${md5Of(Buffer.from(size))}, ${key})`
  }
}

export async function objects({ context: { store } }: KillScene, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, i) => `objects/${i}`)
  for (const key of keys) await store.put(key, Buffer.from(key), { contentType, md5: md5Of(Buffer.from(key)) })
  return keys
}

export const warm = ({ context: { timeline } }: KillScene, ids = readers) =>
  timeline.warm(ids, new AbortController().signal)

export async function unprocessed(world: KillScene): Promise<void> {
  await world.context.db.$executeRaw`insert into posts (id, author_id, caption) values (${postId}, ${author}, '')`
  await photo(world, 'PROCESSING')
}

export async function unprocessedStory(world: KillScene): Promise<void> {
  await unprocessed(world)
  await world.context.db.$executeRaw`update posts set kind = 'STORY'`
  await world.context.db.$executeRaw`insert into stories (post_id, author_id) values (${postId}, ${author})`
}

/** Warm feeds, and a post that came after them. */
export const published = (reach?: string) => async (world: KillScene) => {
  await people(world.context.db, reach ? { reach } : {})
  await warm(world, [first, third])
  await readyPost(world.context.db)
}

export const deleted = async (world: KillScene) => {
  const { db } = world.context
  await people(db)
  await readyPost(db)
  await warm(world)
  await photo(world, 'READY', ['large', 'medium'])
  await db.$executeRaw`update posts set deleted_at = now() - interval '31 days'`
}

/** Two regions that hold three objects, of which one region has lost one. */
export const damaged = async (world: KillScene) => {
  await objects(world, 3)
  await world.context.store.replicate(new AbortController().signal)
  await world.stores.regions.primary.delete('objects/1')
}

export const many = ({ context: { db } }: KillScene, batch: number) => db.$executeRaw`
  insert into likes (post_id, user_id) select ${postId}, n from generate_series(1, ${batch}::int) n`

export const one = <P extends z.ZodType>(
  job: Job<P>,
  payload: z.input<P>,
  arrange: KillCase['arrange'],
  when?: string,
): KillCase => ({ job, payload, arrange, ...(when && { when }) })

/** Ids are made anew by each run; everything else is to be the same. */
