import { readFileSync } from 'node:fs'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { openTestRedis } from '@halide/timeline/test-redis.ts'
import { enterTimelineWorld } from '@halide/timeline/test-world.ts'
import { pack } from '@halide/timeline/value.ts'
import { followersAfter } from './followers.ts'

// Fan-out to 10,000 warm, full feeds, beside what the same Redis does in the same run when nothing but the writes is left.
// `TEST_DATABASE_URL=… TEST_REDIS_URL=… node jobs/fan-out-post/bench.ts`

const feeds = 10_000
const rounds = 30
const entries = 500

const world = await enterTimelineWorld()
const { redis, forgetAll, close } = openTestRedis()
const timeline = world.timeline(redis)
const [author] = (await world.people(1)) as [bigint]
const followers = await world.people(feeds)
await world.db.$executeRaw`
  insert into follows (follower_id, followee_id) select id, ${author} from unnest(${followers}::bigint[]) id`

let position = 1n << 60n
const keys = followers.map(redisKeys.feed)
const script = (name: string) => readFileSync(new URL(`../../timeline/scripts/${name}.lua`, import.meta.url), 'utf8')
const everyKey = `local KEYS = redis.call('LRANGE', KEYS[1], 0, -1)\n`
const sortedSets = `${everyKey}for i = 1, #KEYS do
  redis.call('ZADD', KEYS[i], ARGV[1], ARGV[1])
  redis.call('ZREMRANGEBYRANK', KEYS[i], '0', '-501')
end`

/** Microseconds of processor that the server has used. */
async function serverTime(): Promise<number> {
  const info = await redis.info('cpu')
  return 1e6 * (Number(/used_cpu_user:(\S+)/.exec(info)![1]) + Number(/used_cpu_sys:(\S+)/.exec(info)![1]))
}

/** Size of the first feed, in bytes. */
const sizeOfOne = () => redis.call('MEMORY', 'USAGE', `${redis.options.keyPrefix}${keys[0]}`, 'SAMPLES', '0')

/** Answers the median milliseconds of one fan-out. */
async function measure(name: string, run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  const before = await serverTime()
  for (let round = 0; round < rounds; round++) {
    position += 1_000n
    const start = performance.now()
    await run()
    times.push(performance.now() - start)
  }
  const median = times.sort((a, b) => a - b)[rounds / 2]!
  const serverMicroseconds = Math.round((((await serverTime()) - before) / rounds / feeds) * 100) / 100
  const report = { name, serverMicroseconds, ms: Math.round(median * 10) / 10, best: Math.round(times[0]! * 10) / 10 }
  process.stdout.write(`${JSON.stringify({ ...report, feedsASecond: Math.round((feeds / median) * 1_000) })}\n`)
  return median
}

async function fillSortedSets(): Promise<void> {
  const members = Array.from({ length: entries }, (_, n) => [
    String(position - BigInt(n)),
    String(position - BigInt(n)),
  ])
  for (let at = 0; at < feeds; at += 500) {
    const pipeline = redis.pipeline()
    for (const key of keys.slice(at, at + 500)) pipeline.zadd(key, ...members.flat())
    await pipeline.exec()
  }
  await rememberKeys()
}

/** For a script that needs nothing from outside. The names are as the server knows them. */
async function rememberKeys(): Promise<void> {
  await redis.rpush('keys', ...keys.map((key) => `${redis.options.keyPrefix}${key}`))
}

await Promise.all(
  followers.map(async (follower) => {
    const oldest = Array.from({ length: entries }, (_, n) => position - BigInt(n)).reverse()
    const head = Buffer.from([1, 0, 0, 0, entries >> 8, entries & 255, entries >> 8, entries & 255])
    const value = Buffer.concat([head, pack(position, 0n, oldest[0]!, 0n, 0n, 0n, 0n, ...oldest)])
    await redis.set(redisKeys.feed(follower), value, 'EX', 90_000)
  }),
)
await rememberKeys()
process.stdout.write(`${JSON.stringify({ name: 'bytes of a full feed', packed: await sizeOfOne() })}\n`)
const halide = await measure('halide, followers read from Postgres', async () => {
  await timeline.push(position, await followersAfter(world.db, author, 0n, feeds))
})
await measure('halide, followers known', () => timeline.push(position, followers))
await measure('followers read from Postgres, alone', () => followersAfter(world.db, author, 0n, feeds))
const floorScript = `${script('value')}${everyKey}${script('push')}`
const floor = await measure('floor: the same writes, one script', () =>
  redis.eval(floorScript, 1, 'keys', pack(position), entries),
)

await forgetAll()
await fillSortedSets()
process.stdout.write(`${JSON.stringify({ name: 'bytes of a full feed', sortedSet: await sizeOfOne() })}\n`)
const sortedFloor = await measure('floor of sorted sets, one script', () =>
  redis.eval(sortedSets, 1, 'keys', String(position)),
)
const pipelined = await measure('sorted sets, pipelines of 500', async () => {
  for (let at = 0; at < feeds; at += 500) {
    const pipeline = redis.pipeline()
    for (const key of keys.slice(at, at + 500)) {
      pipeline.zadd(key, String(position), String(position)).zremrangebyrank(key, 0, -501)
    }
    await pipeline.exec()
  }
})
const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100
process.stdout.write(
  `${JSON.stringify({ ofItsFloor: ratio(floor, halide), overSortedSetFloor: ratio(sortedFloor, halide), overPipeline: ratio(pipelined, halide) })}\n`,
)
await close()
await world.leave()
