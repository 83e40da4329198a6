import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { recordFollowChanges } from './follow-change.ts'
import { otherAccount } from './pair.ts'

type BlockError = UserError<'USER_NOT_FOUND' | 'CANNOT_BLOCK_SELF'>

/** Blocks an account: neither follows the other any more, nor sees anything of the other. Again changes nothing. */
export async function blockUser(
  { db, celebrity }: Pick<UserContext, 'db' | 'celebrity'>,
  blockerId: bigint,
  blockedId: bigint,
): Promise<BlockError | null> {
  if (blockerId === blockedId) return userError('CANNOT_BLOCK_SELF', 'userId', 'An account cannot block itself.')
  return db.$transaction(async (tx) => {
    const other = await otherAccount(tx, blockerId, blockedId, { toBlock: true })
    if ('code' in other) return (await tx.block.findFirst({ where: { blockerId, blockedId } })) ? null : other
    await tx.block.createMany({ data: [{ blockerId, blockedId }], skipDuplicates: true })
    const eitherWay = {
      OR: [
        { followerId: blockerId, followeeId: blockedId },
        { followerId: blockedId, followeeId: blockerId },
      ],
    }
    await tx.followRequest.deleteMany({ where: eitherWay })
    const ended = await tx.$queryRaw<{ followerId: bigint; followeeId: bigint }[]>`
      delete from follows where (follower_id, followee_id) in ((${blockerId}, ${blockedId}), (${blockedId}, ${blockerId}))
      returning follower_id as "followerId", followee_id as "followeeId"`
    const changes = ended.map((follow) => ({ ...follow, change: -1 as const }))
    await recordFollowChanges(tx, changes, celebrity)
    return null
  })
}

/** Takes a block back; the follows that it ended stay ended. Changes nothing when there is none. */
export async function unblockUser(
  { db }: Pick<UserContext, 'db'>,
  blockerId: bigint,
  blockedId: bigint,
): Promise<null> {
  await db.block.deleteMany({ where: { blockerId, blockedId } })
  return null
}
