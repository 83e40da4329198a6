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
    where: { ...signedIn(userId), ...(after !== null && { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take: limit,
    select: shown,
  })
}

/** Those of these sessions that are the account's own, and signed in. */
export function findOwnSessions(db: UserDb, userId: bigint, ids: readonly bigint[]): Promise<SignedInSessionParent[]> {
  return db.session.findMany({ where: { ...signedIn(userId), id: { in: [...ids] } }, select: shown })
}

const shown = { id: true, client: true, createdAt: true, refreshedAt: true } as const

function signedIn(userId: bigint) {
  return { userId, revokedAt: null, expiresAt: { gt: new Date() } }
}

/** Ends one session of an account. Answers whether there was one to end. */
export async function revokeSession(db: UserDb, userId: bigint, id: bigint): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id, userId, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  return count > 0
}
