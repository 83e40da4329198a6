import type { Tx } from '@halide/prisma/client.ts'

/**
 * Until the transaction ends, no other one uploads or posts for this user: what is checked before a write still holds when it is
 * made (idempotency keys, reserved post ids). One user's calls wait for each other; nobody else's do.
 */
export async function lockAuthor(tx: Pick<Tx, '$executeRaw'>, userId: bigint): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('author', ${userId}::bigint))`
}
