import type { Tx } from '@halide/prisma/client.ts'
import { refuse } from '@halide/subgraph-kit/index.ts'

/**
 * Until the transaction ends, no other one uploads or posts for this user: what is checked before a write still holds when it is
 * made (idempotency keys, reserved post ids). One user's calls wait for each other; nobody else's do. Refuses a user who is gone: an
 * access token outlives its account by minutes.
 */
export async function lockAuthor(tx: Pick<Tx, '$queryRaw'>, userId: bigint): Promise<void> {
  const [author] = await tx.$queryRaw<[{ isHere: boolean }]>`
    select pg_advisory_xact_lock(hashtextextended('author', ${userId}::bigint))::text as locked,
      exists (select from visible_users(${userId}::bigint) as person where person.id = ${userId}::bigint) as "isHere"`
  if (!author.isHere) refuse('UNAUTHENTICATED')
}
