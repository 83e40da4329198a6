import { anyOf, type PostDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { AvatarImageParent, AvatarUpdateParent } from './parents.ts'

/** The pictures of those of the accounts that the viewer may see, in each size: the same pixels in every format. */
export function findAvatars(
  db: PostDb,
  userIds: readonly bigint[],
  viewer: Viewer | null,
): Promise<(AvatarImageParent & { userId: bigint })[]> {
  return db.$read`
    select person.id as "userId", avatars.id as "avatarId", size, width, height
    from visible_users(${viewer?.userId ?? null}::bigint) as person
    join avatars on avatars.user_id = person.id and avatars.status = 'READY' and avatars.dropped_at is null
    join avatar_renditions on avatar_id = avatars.id and format = 'JPEG'
    where person.id = ${anyOf(userIds)}`
}

/** Of the picture that an account set last. */
export async function findAvatarUpdate(db: PostDb, userId: bigint): Promise<AvatarUpdateParent | null> {
  return db.avatar.findFirst({
    where: { userId, droppedAt: null },
    orderBy: { id: 'desc' },
    select: { status: true, failureCode: true },
  })
}
