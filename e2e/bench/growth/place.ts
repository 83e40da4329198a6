import { createPublisher } from '@halide/live/publish.ts'
import { type Db, openDb } from '@halide/prisma/client.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { openTestRedis, type TestRedis } from '@halide/timeline/test-redis.ts'
import { createTimeline, type Timeline } from '@halide/timeline/timeline.ts'
import { plant } from './plant.ts'

/** A Halide with so many people: its rows, and some of its feeds. */
export interface Place {
  people: number
  database: TestDatabase
  db: Db
  cache: TestRedis
  timeline: Timeline
  live: ReturnType<typeof createPublisher>
  /** Somebody with about 300 followers, all of whose feeds are warm. */
  author: { id: bigint; followers: number }
  /** Others whose feeds are warm, chosen at random. */
  readers: bigint[]
  leave(): Promise<void>
}

const followersOfTheAuthor = 300

export async function enterPlace(people: number, readers: number): Promise<Place> {
  const database = await createTestDatabase()
  await plant(database.url, people)
  const { db } = database
  const cache = openTestRedis()
  const [author] = await db.$queryRaw<[{ id: bigint; followers: number }]>`
    select user_id id, followers from user_counters
    order by abs(followers - ${followersOfTheAuthor}::int), user_id limit 1`
  const chosen = await db.$queryRaw<{ id: bigint }[]>`select id from users order by random() limit ${readers}`
  return {
    people,
    database,
    ...onDatabase(db, cache),
    cache,
    author,
    readers: chosen.map(({ id }) => id),
    async leave() {
      await cache.close()
      await database.drop()
    },
  }
}

function onDatabase(db: Db, { redis }: TestRedis): Pick<Place, 'db' | 'timeline' | 'live'> {
  const registry = createRegistry('growth')
  const timeline = createTimeline({ redis, db, registry, log: createLogger('growth', 'silent') })
  return { db, timeline, live: createPublisher(redis) }
}

/** The same place, all of whose statements go through connections with these settings. */
export async function throughConnections<Answer>(
  place: Place,
  settings: Readonly<Record<string, string>>,
  work: (place: Place) => Promise<Answer>,
): Promise<Answer> {
  const url = new URL(place.database.url)
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  url.searchParams.set('options', options.join(' '))
  const db = openDb({ url: url.href, maxConnections: 2 })
  try {
    return await work({ ...place, ...onDatabase(db, place.cache) })
  } finally {
    await db.$disconnect()
  }
}
