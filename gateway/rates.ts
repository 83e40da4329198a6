import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { createBreaker } from '@halide/timeline/breaker.ts'
import { openRedis } from '@halide/timeline/redis.ts'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { GatewayMetrics } from './metrics.ts'
import { refusal } from './refuse.ts'
import type { RateLimits, RateName } from './settings.ts'

/** How somebody stands with one rate, with what was just counted. */
export interface Standing {
  limit: number
  remaining: number
  /** Seconds, rounded up, until everything counts from 0 again. */
  resetSeconds: number
  exceeded: boolean
}

/** Counts who asks how often: in Redis, for all gateways together, and in each process for itself while Redis cannot be used. */
export interface Rates {
  /** Counts one more; null where this rate has no limit. */
  count(rate: RateName, whose: string): Promise<Standing | null>
  /** Looks at the server; null where none is given. */
  redis: { ping(): Promise<unknown> } | null
  stop(): void
}

/** Seconds in which a rate counts. A password is guessed at leisure, so those who guess wait longer; accounts are made in stock longer still. */
const windows: Record<RateName, number> = {
  address: 60,
  viewer: 60,
  signInAddress: 300,
  signInLogin: 300,
  signUpAddress: 3_600,
}

interface RatesOptions {
  limits: RateLimits
  redisUrl: string | undefined
  metrics: GatewayMetrics
  log: Logger
}

export function createRates({ limits, redisUrl, metrics, log }: RatesOptions): Rates {
  const redis = redisUrl ? openRedis(redisUrl, log) : null
  const breaker = redis && createBreaker(redis, metrics, log)
  const limiters = new Map(
    (Object.keys(windows) as RateName[])
      .filter((name) => limits[name] > 0)
      .map((name) => {
        const options = { points: limits[name], duration: windows[name], keyPrefix: '' }
        const own = new RateLimiterMemory(options)
        // A key that is beyond its limit is refused without asking Redis again.
        const common = redis && { ...options, storeClient: redis, inMemoryBlockOnConsumed: limits[name] + 1 }
        return [name, { own, common: common && new RateLimiterRedis(common) }]
      }),
  )

  async function consume(rate: RateName, key: string): Promise<RateLimiterRes> {
    const { own, common } = limiters.get(rate)!
    if (!common || !breaker?.usable()) return own.consume(key)
    try {
      const taken = await common.consume(key)
      breaker.worked()
      return taken
    } catch (error) {
      if (error instanceof RateLimiterRes) throw error
      breaker.failed(error)
      return own.consume(key)
    }
  }

  return {
    redis,
    async count(rate, whose) {
      if (!limiters.has(rate)) return null
      const stand = (taken: RateLimiterRes, exceeded: boolean): Standing => ({
        limit: limits[rate],
        remaining: taken.remainingPoints,
        resetSeconds: Math.max(1, Math.ceil(taken.msBeforeNext / 1000)),
        exceeded,
      })
      try {
        return stand(await consume(rate, redisKeys.rate(rate, whose)), false)
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        metrics.rateExceeded(rate)
        return stand(error, true)
      }
    },
    stop: () => redis?.disconnect(),
  }
}

/** Throws RATE_LIMITED, with the time to wait, where somebody has asked too often. */
export function demand(standing: Standing | null): void {
  if (!standing?.exceeded) return
  throw refusal('RATE_LIMITED', { status: 429, headers: { 'retry-after': String(standing.resetSeconds) } })
}

export function rateHeaders({ limit, remaining, resetSeconds }: Standing): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetSeconds),
  }
}

/** One customer of a provider has a whole /64 of addresses. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = address.split('::')
  const groups = head.split(':')
  // What `::` stands for reaches into the network, or there is none and all eight groups are written.
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  const network = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...(tail?.split(':') ?? [])]
  return network
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')
}

/** What somebody typed as their name, as a key that tells nobody whose it is. */
export function loginKey(login: string): string {
  return createHash('sha256').update(login.trim().toLowerCase()).digest('base64url').slice(0, 22)
}
