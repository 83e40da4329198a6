import { Redis } from 'ioredis'

/** Takes Redis back to its state before `meanwhile`, under the feet of its clients. */
export async function rollBackRedis(url: string, meanwhile: () => Promise<unknown>): Promise<void> {
  const redis = new Redis(url)
  try {
    const before = new Map<string, Buffer>()
    for (const key of await redis.keys('*')) {
      const dump = await redis.dumpBuffer(key)
      if (dump) before.set(key, dump)
    }
    await meanwhile()
    for (const [key, dump] of before) await redis.restore(key, 3_600_000, dump, 'REPLACE')
  } finally {
    redis.disconnect()
  }
}
