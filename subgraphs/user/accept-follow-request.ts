import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { recordFollowChanges } from './follow-change.ts'
import { otherAccount } from './pair.ts'

const noRequest = userError('REQUEST_NOT_FOUND', 'userId', 'This account has not asked to follow you.')

/** Turns a request to follow the viewer into a follow; changes nothing when that account follows already. */
export async function acceptFollowRequest(
  { db, metrics, celebrity }: Pick<UserContext, 'db' | 'metrics' | 'celebrity'>,
  viewerId: bigint,
  followerId: bigint,
): Promise<UserError<'USER_NOT_FOUND' | 'REQUEST_NOT_FOUND'> | null> {
  const outcome = await db.$transaction(async (tx) => {
    const follower = await otherAccount(tx, viewerId, followerId)
    if ('code' in follower) return follower
    const pair = { followerId, followeeId: viewerId }
    const { count: requested } = await tx.followRequest.deleteMany({ where: pair })
    if (requested === 0) return (await tx.follow.findFirst({ where: pair })) ? null : noRequest
    const { count } = await tx.follow.createMany({ data: [pair], skipDuplicates: true })
    if (count === 0) return null
    await recordFollowChanges(tx, [{ ...pair, change: 1 }], celebrity)
    return 'FOLLOWED' as const
  })
  if (outcome !== 'FOLLOWED') return outcome
  metrics.followed()
  return null
}
