import { type SqlPart, sql, type UserDb } from '@halide/prisma/client.ts'
import type { ListedUser } from './follow-pages.ts'
import { userColumns } from './visible-users.ts'

/** The lists that only their owner sees, by whom they name, the latest first. */
const lists = {
  blocked: { rows: sql`blocks`, owner: sql`blocker_id`, listed: sql`blocked_id` },
  muted: { rows: sql`mutes`, owner: sql`muter_id`, listed: sql`muted_id` },
  requests: { rows: sql`follow_requests`, owner: sql`followee_id`, listed: sql`follower_id` },
} satisfies Record<string, Record<string, SqlPart>>

/**
 * A page of such a list. Who was blocked is shown here and nowhere else, or no block could be taken back: so of the accounts, only
 * deleted and suspended ones are left out.
 */
export function ownList(
  db: UserDb,
  which: keyof typeof lists,
  ownerId: bigint,
  limit: number,
  after: bigint | null,
): Promise<ListedUser[]> {
  const { rows, owner, listed } = lists[which]
  return db.$queryRaw`
    select ${ownerId}::bigint as "ownerId", entry.id as place, ${userColumns}
    from ${rows} as entry
    join users person on person.id = ${listed} and person.deleted_at is null and person.suspended_at is null
    where ${owner} = ${ownerId} and (${after}::bigint is null or entry.id < ${after}::bigint)
    order by entry.id desc limit ${limit}`
}
