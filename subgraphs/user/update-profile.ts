import { refuse } from '@halide/subgraph-kit/index.ts'
import { checkBio, checkDisplayName, type InputError } from './account-input.ts'
import type { UserContext } from './context.ts'

/** Changes what is given (null counts as left out). Answers what is wrong with it, and then changes nothing. */
export async function updateProfile(
  { db }: Pick<UserContext, 'db'>,
  userId: bigint,
  input: { displayName?: string | null; bio?: string | null },
): Promise<InputError[]> {
  const displayName = input.displayName == null ? null : checkDisplayName(input.displayName)
  const bio = input.bio == null ? null : checkBio(input.bio)
  const errors = [displayName, bio].flatMap((checked) => checked?.error ?? [])
  if (errors.length > 0) return errors
  const { count } = await db.user.updateMany({
    where: { id: userId, deletedAt: null },
    data: {
      ...(displayName && { displayName: displayName.value! }),
      ...(bio && { bio: bio.value! }),
    },
  })
  // The account was deleted while its last access token is still good.
  if (count === 0) refuse('UNAUTHENTICATED')
  return []
}
