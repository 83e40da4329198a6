import type { SqlDb } from '@halide/prisma/client.ts'

/** An author's followers by id, the next `limit` after one. Fewer only when there are no more. */
export async function followersAfter(db: SqlDb, authorId: bigint, after: bigint, limit: number): Promise<bigint[]> {
  // One value of 8 bytes each: as rows, 10,000 ids would cost more than writing them all to Redis.
  const [row] = await db.$queryRaw<[{ ids: Uint8Array | null }]>`
    select string_agg(int8send(follower_id), '' order by follower_id) ids
    from (
      select follower_id from follows where followee_id = ${authorId} and follower_id > ${after}
      order by follower_id limit ${limit}
    ) batch`
  return unpackIds(row.ids)
}

/** What `string_agg(int8send(id), '')` answers. */
export function unpackIds(packed: Uint8Array | null): bigint[] {
  const bytes = Buffer.from(packed ?? [])
  return Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readBigInt64BE(8 * i))
}

/** How many follow an author, with deleted accounts, up to `atMost`: told by an index alone, where `countFollowers` looks at each row. */
export async function countFollows(db: Pick<SqlDb, '$queryRaw'>, authorId: bigint, atMost: number): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    select count(*)::int count from (select from follows where followee_id = ${authorId} limit ${atMost}) follow`
  return row.count
}

/** How many follow an author, counted in the rows themselves, without deleted accounts, up to `atMost`. */
export async function countFollowers(db: Pick<SqlDb, '$queryRaw'>, authorId: bigint, atMost: number): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    select count(*)::int count from (select from follows where followee_id = ${authorId} and not withdrawn limit ${atMost}) follower`
  return row.count
}
