import { randomBytes } from 'node:crypto'
import type { Db, SqlDb } from '@halide/prisma/client.ts'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import type { Redis } from 'ioredis'
import type { TimelineLimits } from './settings.ts'
import { openTestRedis, type TestRedis } from './test-redis.ts'
import { createTimeline, type Timeline } from './timeline.ts'

/** People, follows and posts in a database of their own, as the owners of those tables write them, for one test file. */
export interface TimelineWorld {
  db: Db
  /** Another timeline over the same database, or over something that stands before it. */
  timeline(redis: Redis | null, limits?: Partial<TimelineLimits>, db?: SqlDb): Timeline
  /** A key space that is gone when the world is left. */
  redis(): TestRedis
  people(count: number): Promise<bigint[]>
  follow(follower: bigint, followee: bigint): Promise<void>
  unfollow(follower: bigint, followee: bigint): Promise<void>
  /** A position that a transaction has taken and may commit later. */
  position(): Promise<bigint>
  /** A READY post. */
  publish(author: bigint, position?: bigint): Promise<{ postId: bigint; position: bigint }>
  leave(): Promise<void>
}

export async function enterTimelineWorld(): Promise<TimelineWorld> {
  const database = await createTestDatabase()
  const { db } = database
  const log = createLogger('test', 'silent')
  const opened: TestRedis[] = []

  const changeFollows = (follower: bigint, change: (tx: Pick<Db, '$executeRaw'>) => Promise<number>) =>
    db.$transaction(async (tx) => {
      if ((await change(tx)) === 1)
        await tx.$executeRaw`update users set feed_epoch = feed_epoch + 1 where id = ${follower}`
    })
  const nextId = async () => (await db.$queryRaw<[{ id: bigint }]>`select next_id() id`)[0].id

  return {
    db,
    timeline: (redis, limits = {}, through: SqlDb = db) =>
      createTimeline({ redis, db: through, registry: createRegistry('test'), log, limits }),
    redis: () => {
      const redis = openTestRedis()
      opened.push(redis)
      return redis
    },
    async people(count) {
      const tag = randomBytes(4).toString('hex')
      const rows = await db.$queryRaw<{ id: bigint }[]>`
        insert into users (handle, email, password_hash, display_name)
        select ${tag} || n, ${tag} || n || '@halide.test', '', '' from generate_series(1, ${count}) n
        returning id`
      return rows.map(({ id }) => id)
    },
    follow: (follower, followee) =>
      changeFollows(
        follower,
        (tx) =>
          tx.$executeRaw`insert into follows (follower_id, followee_id) values (${follower}, ${followee}) on conflict do nothing`,
      ),
    unfollow: (follower, followee) =>
      changeFollows(
        follower,
        (tx) => tx.$executeRaw`delete from follows where follower_id = ${follower} and followee_id = ${followee}`,
      ),
    position: nextId,
    async publish(author, position) {
      const [postId, at] = await Promise.all([nextId(), position ?? nextId()])
      await db.$executeRaw`
        insert into posts (id, author_id, caption, status, position) values (${postId}, ${author}, '', 'READY', ${at})`
      return { postId, position: at }
    },
    async leave() {
      await Promise.all(opened.map((redis) => redis.close()))
      await database.drop()
    },
  }
}
