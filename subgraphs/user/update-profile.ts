import { enqueue } from '@halide/jobs/kit.ts'
import { purgeAuthor } from '@halide/jobs/purge-author/job.ts'
import { refuse } from '@halide/subgraph-kit/index.ts'
import { checkBio, checkDisplayName, type InputError } from './account-input.ts'
import type { UserContext } from './context.ts'

/** Changes what is given (null counts as left out). Answers what is wrong with it, and then changes nothing. */
export async function updateProfile(
  { db, requestId }: Pick<UserContext, 'db'> & { requestId?: string | undefined },
  userId: bigint,
  input: { displayName?: string | null; bio?: string | null; isPrivate?: boolean | null },
): Promise<InputError[]> {
  const displayName = input.displayName == null ? null : checkDisplayName(input.displayName)
  const bio = input.bio == null ? null : checkBio(input.bio)
  const errors = [displayName, bio].flatMap((checked) => checked?.error ?? [])
  if (errors.length > 0) return errors
  await db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, deletedAt: null, suspendedAt: null },
      data: {
        ...(displayName && { displayName: displayName.value! }),
        ...(bio && { bio: bio.value! }),
        ...(input.isPrivate === false && { privateSince: null }),
      },
    })
    // The account was deleted or suspended while its last access token is still good.
    if (count === 0) refuse('UNAUTHENTICATED')
    if (!input.isPrivate) return
    // By the clock of Postgres: what is purged later counts from it.
    const turned = await tx.$executeRaw`
      update users set private_since = now() where id = ${userId} and private_since is null`
    if (turned > 0) await enqueue(tx, purgeAuthor, { userId }, { requestId })
  })
  return []
}
