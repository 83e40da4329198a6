import type { Logger } from '@halide/telemetry/log.ts'
import { Redis } from 'ioredis'

export type { Redis } from 'ioredis'

/**
 * A connection that never makes a caller wait for a Redis that is not there: a command fails at once while it is down and
 * after `commandTimeoutMs` when it hangs. It connects again by itself, at least every second, and tells `onBack` when that was not
 * the first time. Close with `disconnect()`.
 */
export function openRedis(url: string, log: Logger, commandTimeoutMs = 250, onBack = () => {}): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2_000,
    // After a failover the name may lead to another server, and this connection to what is a replica now.
    reconnectOnError: (error) => error.message.includes('READONLY'),
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1_000),
  })
  let up = true
  redis.on('ready', () => {
    if (!up) {
      log.info('redis is back')
      onBack()
    }
    up = true
  })
  const lost = (error?: Error) => {
    if (up) log.warn({ err: error }, 'redis cannot be used')
    up = false
  }
  redis.on('error', lost)
  // A server that is back before the first attempt to reconnect was away all the same.
  redis.on('reconnecting', () => lost())
  return redis
}

/** For `/health/ready`: the server's answer to PING. */
export async function checkRedis(redis: Redis): Promise<undefined> {
  await redis.ping()
}
