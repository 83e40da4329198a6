import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'

export interface TestRedis {
  redis: Redis
  /** All at once, as FLUSHDB would. */
  forgetAll(): Promise<void>
  /** Drops one key, as an eviction would. */
  evict(key: string): Promise<void>
  close(): Promise<void>
}

/** A packed list as `unpack` takes it: its elements, one after the other; null when it is not there. */
export async function storedList(redis: Redis, key: string): Promise<Buffer | null> {
  const elements = await redis.lrangeBuffer(key, 0, -1)
  return elements.length > 0 ? Buffer.concat(elements) : null
}

/** What a value takes of Redis, its key and all of its elements counted. */
export async function bytesOf(redis: Redis, key: string): Promise<number> {
  // MEMORY is the one command whose key does not get the connection's prefix.
  return Number(await redis.call('MEMORY', 'USAGE', `${redis.options.keyPrefix}${key}`, 'SAMPLES', '0'))
}

/** Why a test that needs Redis cannot run here, or false when it can: for `test(name, { skip: noRedis }, …)`. */
export const noRedis = process.env.TEST_REDIS_URL ? false : 'there is no Redis here'

/** The test server of `TEST_REDIS_URL`, with a key space of one's own. */
export function openTestRedis(): TestRedis {
  const keyPrefix = `test:${randomBytes(6).toString('hex')}:`
  const redis = new Redis(process.env.TEST_REDIS_URL!, { keyPrefix })
  const forgetAll = async () => {
    await redis.eval(
      `local cursor = '0'
       repeat
         local found = redis.call('SCAN', cursor, 'MATCH', ARGV[1], 'COUNT', '10000')
         cursor = found[1]
         for _, key in ipairs(found[2]) do redis.call('UNLINK', key) end
       until cursor == '0'`,
      0,
      `${keyPrefix}*`,
    )
  }
  return {
    redis,
    forgetAll,
    evict: async (key) => void (await redis.unlink(key)),
    close: async () => {
      await forgetAll()
      redis.disconnect()
    },
  }
}
