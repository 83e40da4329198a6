import { DatabaseOverloaded, type MediaDb } from '@halide/prisma/client.ts'
import type { AvatarPath } from '@halide/schema/image-paths.ts'
import type { RenditionFormat } from '@halide/schema/renditions.ts'
import { LRUCache } from 'lru-cache'
import type { Renditions, ShownRenditions } from './find-renditions.ts'

type Sought = Omit<AvatarPath, 'format'>

/** The files of one picture and size, by format; null when nobody may see it. */
export type FindAvatars = (avatar: Sought) => Promise<ShownAvatars | null>

type ShownAvatars = Pick<ShownRenditions, 'byFormat' | 'goodUntil'>

/** Most pictures whose rows are remembered, about 1 KB each. */
const remembered = 10_000

/** One SQL statement a miss, shared and remembered as photos' rows are. */
export function createFindAvatars(db: MediaDb, ttlMs: number): FindAvatars {
  const cache = new LRUCache<string, ShownAvatars, Sought>({
    max: remembered,
    ttl: ttlMs,
    fetchMethod: async (_key, stale, { context }) => {
      const goodUntil = performance.now() + ttlMs
      try {
        const byFormat = await query(db, context)
        return byFormat ? { byFormat, goodUntil } : undefined
      } catch (error) {
        if (stale && !(error instanceof DatabaseOverloaded)) return stale
        throw error
      }
    },
  })
  return async (avatar) => (await cache.fetch(`${avatar.avatarId}/${avatar.size}`, { context: avatar })) ?? null
}

/** Of accounts that anybody at all may see: a private one's picture is as public as its name. */
async function query(db: MediaDb, { avatarId, size }: Sought): Promise<Renditions | null> {
  type Row = { format: RenditionFormat; size: number; etag: string; objectKey: string }
  const rows = await db.$read<Row[]>`
    select format, byte_size as size, '"' || encode(md5, 'hex') || '"' as etag, object_key as "objectKey"
    from avatar_renditions
    join avatars on avatars.id = avatar_id and avatars.status = 'READY' and avatars.dropped_at is null
    join visible_users(null) person on person.id = avatars.user_id
    where avatar_id = ${avatarId} and size = ${size}`
  if (rows.length === 0) return null
  return new Map(rows.map(({ format, ...row }) => [format, row]))
}
