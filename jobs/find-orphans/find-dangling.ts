import { photoOfRendition } from '@halide/schema/object-keys.ts'
import { mendPhoto } from '../check-integrity/mend-photo.ts'
import type { RunContext } from '../kit.ts'
import { note, type Orphan } from './report.ts'
import type { Step } from './walk.ts'

/** Rows in one step; a photo brings nine renditions with it. */
const uploadsAtOnce = 1_000
const photosAtOnce = 200

interface Reference {
  key: string
  bytes: number
  live: boolean
}

/** Uploads that are STORED or USED, and whose object is not LIVE. One statement sees both: they change in one transaction. */
export async function stepThroughUploads(ctx: RunContext, after: string): Promise<Step> {
  const rows = await ctx.db.$queryRaw<(Reference & { id: bigint })[]>`
    select id, object_key as key, uploads.byte_size as bytes, state is not distinct from 'LIVE' as live
    from uploads left join objects on objects.key = object_key
    where id > ${BigInt(after)} and status in ('STORED', 'USED') order by id limit ${uploadsAtOnce}::int`
  return stepOf(ctx, rows, rows.at(-1)?.id)
}

/** Photos whose original, or one of whose renditions, is not LIVE; the latter are mended by a new edition where the original is whole. */
export async function stepThroughPhotos(ctx: RunContext, after: string): Promise<Step> {
  const rows = await ctx.db.$queryRaw<(Reference & { id: bigint })[]>`
    with page as (select id, original_key from photos where id > ${BigInt(after)} order by id limit ${photosAtOnce}::int)
    select id, key, bytes, state is not distinct from 'LIVE' as live from (
      select id, original_key as key, 0 as bytes from page
      union all select id, object_key, byte_size from page join renditions on photo_id = id
    ) as referred left join objects using (key) order by id`
  return stepOf(ctx, rows, rows.at(-1)?.id)
}

/** Pictures of accounts of which something is not LIVE. */
export async function stepThroughAvatars(ctx: RunContext, after: string): Promise<Step> {
  const rows = await ctx.db.$queryRaw<(Reference & { id: bigint })[]>`
    with page as (select id, original_key from avatars where id > ${BigInt(after)} order by id limit ${photosAtOnce}::int)
    select id, key, bytes, state is not distinct from 'LIVE' as live from (
      select id, original_key as key, 0 as bytes from page
      union all select id, object_key, byte_size from page join avatar_renditions on avatar_id = id
    ) as referred left join objects using (key) order by id`
  return stepOf(ctx, rows, rows.at(-1)?.id)
}

async function stepOf(ctx: RunContext, rows: readonly Reference[], last: bigint | undefined): Promise<Step> {
  const dangling = rows.filter(({ live }) => !live)
  if (dangling.length > 0) {
    const keys = dangling.slice(0, 20).map(({ key }) => key)
    ctx.log.error({ count: dangling.length, keys }, 'rows refer to objects that the ledger does not have LIVE')
  }
  const left: Orphan[] = []
  for (const [photoId, references] of Map.groupBy(dangling, ({ key }) => photoOfRendition(key))) {
    const mended = photoId !== null && (await mendPhoto(ctx, photoId, ctx.signal)) !== null
    if (!mended) left.push(...references.map(({ key, bytes }) => ({ kind: 'DANGLING' as const, key, bytes })))
  }
  await note(ctx.db, left)
  return { next: last?.toString() ?? null, checked: rows.length, found: dangling.length }
}
