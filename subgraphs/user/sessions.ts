import type { UserDb } from '@halide/prisma/client.ts'
import type { SignedInSessionParent } from './parents.ts'

/** Where an account is signed in, the latest first, before the session `after`. */
export function findSessions(
  db: UserDb,
  userId: bigint,
  limit: number,
  after: bigint | null,
): Promise<SignedInSessionParent[]> {
  return db.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: new Date() }, ...(after !== null && { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take: limit,
    select: { id: true, client: true, createdAt: true, refreshedAt: true },
  })
}

/** Ends one session of an account. Answers whether there was one to end. */
export async function revokeSession(db: UserDb, userId: bigint, id: bigint): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id, userId, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  return count > 0
}
