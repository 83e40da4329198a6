import { readFileSync } from 'node:fs'
import { followersAfter } from '@halide/jobs/fan-out-post/followers.ts'
import { pushToFollowers } from '@halide/jobs/fan-out-post/push-to-followers.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { defaultLimits } from '@halide/timeline/settings.ts'
import { bytesOf } from '@halide/timeline/test-redis.ts'
import { enterTimelineWorld } from '@halide/timeline/test-world.ts'
import { halvesOf } from '@halide/timeline/write.ts'
import type { Redis } from 'ioredis'
import type { Bench, Finding } from './finding.ts'
import { fillFeeds, inPipelines, pipelineLength } from './full-feeds.ts'
import { inTurns } from './in-turns.ts'
import { medianOf } from './quantile.ts'

// A post into the warm, full feeds of an author's followers, who are read from Postgres, beside what the same Redis does when nothing but the writes
// is left, and beside sorted sets of the same posts: written by one script, and by pipelines as an application would.

const entries = defaultLimits.feedEntries

const bench: Bench = async ({ short, say }) => {
  const [feeds, rounds] = short ? [200, 2] : [10_000, 29]
  const world = await enterTimelineWorld()
  try {
    const { redis } = world.redis()
    const timeline = world.timeline(redis)
    const [author = 0n] = await world.people(1)
    const followers = await world.people(feeds)
    await world.db.$executeRaw`
      insert into follows (follower_id, followee_id) select id, ${author} from unnest(${followers}::bigint[]) id`

    let position = 1n << 60n
    const packed = followers.map(redisKeys.feed)
    const sorted = packed.map((key) => `sorted:${key}`)
    await fillFeeds(redis, followers, position, entries)
    const members = Array.from({ length: entries }, (_, n) => String(position - BigInt(n)))
    await inPipelines(redis, sorted, (pipeline, key) => pipeline.zadd(key, ...members.flatMap((id) => [id, id])))
    await rememberNames(redis, 'packed', packed)
    await rememberNames(redis, 'sorted', sorted)
    const [packedBytes, sortedBytes] = await Promise.all([
      bytesOf(redis, packed[entries / 5]!),
      bytesOf(redis, sorted[0]!),
    ])

    // Every way gets every post, and none a post that another way has brought before.
    const cpu = new Map<string, number[]>()
    const measure = (name: string, write: () => Promise<unknown>) => async (round: number) => {
      position += 1_000n
      const before = await serverMicroseconds(redis)
      const start = performance.now()
      await write()
      const ms = performance.now() - start
      const used = (await serverMicroseconds(redis)) - before
      if (round > 0) cpu.set(name, [...(cpu.get(name) ?? []), used])
      return ms
    }
    const expectAll = async (pushed: Promise<number>) => {
      const warm = await pushed
      if (warm !== feeds) throw new Error(`of ${feeds} feeds ${warm} are warm`)
    }
    const ms = await inTurns(rounds, {
      halide: measure('halide', async () => {
        const post = { authorId: author, position }
        const { pushed } = await pushToFollowers({ db: world.db, timeline }, post, 0n, feeds)
        await expectAll(pushed)
      }),
      floor: measure('floor', () => redis.eval(floor, 1, 'packed', ...halvesOf(position), entries)),
      sortedFloor: measure('sortedFloor', () => redis.eval(sortedFloor, 1, 'sorted', String(position), -entries - 1)),
      pipelines: measure('pipelines', () =>
        inPipelines(redis, sorted, (pipeline, key) =>
          pipeline.zadd(key, String(position), String(position)).zremrangebyrank(key, 0, -entries - 1),
        ),
      ),
      known: measure('known', () => expectAll(timeline.push(position, followers))),
      read: measure('read', () => followersAfter(world.db, author, 0n, feeds)),
    })
    const microseconds = Object.fromEntries(Array.from(cpu, ([name, all]) => [name, medianOf(all) / feeds]))
    for (const [name, each] of Object.entries(ms))
      say(`${name.padEnd(12)} ${each.toFixed(1)} ms, ${microseconds[name]!.toFixed(2)} µs of Redis a feed`)

    const against = (peer: Exclude<keyof typeof ms, 'halide'>, name: string, least: number): Finding[] => {
      const common = { against: name, goal: { least } }
      const speed = { unit: 'a second', value: (feeds / ms.halide) * 1_000, peer: (feeds / ms[peer]) * 1_000 }
      const share = { unit: 'a core-second', value: 1e6 / microseconds.halide!, peer: 1e6 / microseconds[peer]! }
      return [
        { what: 'feeds that a post is brought into, followers read from Postgres', ...speed, ...common },
        { what: "the same by Redis' CPU", ...share, ...common },
      ]
    }
    const size = {
      what: `a full feed of ${entries} posts, and up to ${entries / 5} pushed since`,
      unit: 'bytes',
      value: packedBytes,
    }
    return [
      ...against('floor', 'the same writes, one script inside Redis', 0.9),
      ...against('sortedFloor', 'sorted sets, one script inside Redis', 2),
      ...against('pipelines', `sorted sets, pipelines of ${pipelineLength}`, 4),
      {
        what: 'a post into 10,000 feeds, followers read from Postgres',
        unit: 'ms',
        value: (ms.halide / feeds) * 10_000,
        against: 'what it may take',
        peer: 50,
        goal: { most: 1 },
      },
      { ...size, against: 'what it may take', peer: 8_500, goal: { most: 1 } },
      { ...size, against: 'a sorted set of the same posts', peer: sortedBytes },
    ]
  } finally {
    await world.leave()
  }
}
export default bench

const script = (name: string) => readFileSync(new URL(`../../timeline/scripts/${name}.lua`, import.meta.url), 'utf8')
/** A script that needs nothing from outside but a name: under it the server has those of all keys, as it knows them. */
const everyKey = `local KEYS = redis.call('LRANGE', KEYS[1], 0, -1)\n`
const floor = `${script('value')}${everyKey}${script('push')}`
const sortedFloor = `${everyKey}for i = 1, #KEYS do
  redis.call('ZADD', KEYS[i], ARGV[1], ARGV[1])
  redis.call('ZREMRANGEBYRANK', KEYS[i], '0', ARGV[2])
end`

async function rememberNames(redis: Redis, list: string, keys: readonly string[]): Promise<void> {
  await redis.rpush(list, ...keys.map((key) => `${redis.options.keyPrefix}${key}`))
}

/** Of processor that the server has used, all its threads. */
async function serverMicroseconds(redis: Redis): Promise<number> {
  const info = await redis.info('cpu')
  const seconds = (name: string) => Number(new RegExp(`^${name}:(\\S+)`, 'm').exec(info)![1])
  return 1e6 * (seconds('used_cpu_user') + seconds('used_cpu_sys'))
}
