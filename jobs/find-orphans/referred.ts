import type { SqlDb } from '@halide/prisma/client.ts'
import { avatarOfKey, photoOfRendition } from '@halide/schema/object-keys.ts'

/**
 * The keys among these that are somebody's: a row refers to them, or they are of a photo or an avatar that is still to be processed,
 * whatever lies there already.
 */
export async function referredAmong(sql: Pick<SqlDb, '$queryRaw'>, keys: readonly string[]): Promise<Set<string>> {
  const photoIds = keys.map(photoOfRendition)
  const avatarIds = keys.map(avatarOfKey)
  const rows = await sql.$queryRaw<{ key: string }[]>`
    select key from unnest(${[...keys]}::text[], ${photoIds}::bigint[], ${avatarIds}::bigint[]) as asked (key, photo_id, avatar_id)
    where exists (select from uploads where object_key = asked.key)
      or exists (select from photos where original_key = asked.key)
      or exists (select from renditions where object_key = asked.key)
      or exists (select from photos where id = asked.photo_id and status <> 'READY')
      or exists (select from avatar_renditions where object_key = asked.key)
      or exists (select from avatars where id = asked.avatar_id and status <> 'READY')`
  return new Set(rows.map(({ key }) => key))
}
