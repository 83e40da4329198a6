import type { Tx } from '@halide/prisma/client.ts'
import { refuse, type UserError, userError } from '@halide/subgraph-kit/index.ts'

export const notFound = userError('USER_NOT_FOUND', 'userId', 'There is no such account.')

export interface OtherAccount {
  id: bigint
  isPrivate: boolean
}

/**
 * The account that the viewer is about to act on, or the error where the viewer does not see it. Until the transaction ends no block
 * comes between the two: a follow that began before one cannot outlive it. Refuses a viewer who is gone.
 */
export async function otherAccount(
  tx: Tx,
  viewerId: bigint,
  userId: bigint,
  { toBlock = false } = {},
): Promise<OtherAccount | UserError<'USER_NOT_FOUND'>> {
  const pair = viewerId < userId ? `${viewerId} ${userId}` : `${userId} ${viewerId}`
  if (toBlock) await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${pair}, 0))`
  else await tx.$executeRaw`select pg_advisory_xact_lock_shared(hashtextextended(${pair}, 0))`
  const seen = await tx.$queryRaw<OtherAccount[]>`
    select id, private_since is not null as "isPrivate" from visible_users(${viewerId}) as person
    where id in (${viewerId}, ${userId})`
  if (!seen.some(({ id }) => id === viewerId)) refuse('UNAUTHENTICATED')
  return seen.find(({ id }) => id === userId) ?? notFound
}
