import { z } from 'zod'

const ms = z.coerce.number().int().positive()

/** The settings of a process's connections; spread them into the schema of its `env.ts`. The defaults are those of R5.4. */
export const poolSettings = {
  DATABASE_POOL_MAX: z.coerce.number().int().positive().default(30),
  /** Connections that may idle for as long as they live. None is made before it is needed. */
  DATABASE_POOL_MIN_IDLE: z.coerce.number().int().min(0).default(5),
  DATABASE_CONNECT_TIMEOUT_MS: ms.default(30_000),
  /** A Postgres that is being started again is waited for, so long from when it was lost. */
  DATABASE_OUTAGE_GRACE_MS: z.coerce.number().int().min(0).default(5_000),
  DATABASE_POOL_IDLE_MS: ms.default(600_000),
  DATABASE_POOL_LIFETIME_MS: ms.default(1_800_000),
  /** Held for longer, a connection counts as leaked. */
  DATABASE_POOL_LEAK_MS: ms.default(60_000),
  /** A statement that has waited this long for a connection opens the breaker. */
  DATABASE_POOL_EXHAUSTED_MS: ms.default(5_000),
  /** How often an open breaker lets one statement try. */
  DATABASE_POOL_PROBE_MS: ms.default(1_000),
}

/** As in `poolSettings`, by the names that the code uses. */
export interface PoolLimits {
  maxConnections: number
  minIdle: number
  connectTimeoutMs: number
  outageGraceMs: number
  idleMs: number
  lifetimeMs: number
  leakAfterMs: number
  exhaustedAfterMs: number
  probeAfterMs: number
}

/** From a parsed environment. */
export function poolLimits(env: z.infer<z.ZodObject<typeof poolSettings>>): PoolLimits {
  return {
    maxConnections: env.DATABASE_POOL_MAX,
    minIdle: env.DATABASE_POOL_MIN_IDLE,
    connectTimeoutMs: env.DATABASE_CONNECT_TIMEOUT_MS,
    outageGraceMs: env.DATABASE_OUTAGE_GRACE_MS,
    idleMs: env.DATABASE_POOL_IDLE_MS,
    lifetimeMs: env.DATABASE_POOL_LIFETIME_MS,
    leakAfterMs: env.DATABASE_POOL_LEAK_MS,
    exhaustedAfterMs: env.DATABASE_POOL_EXHAUSTED_MS,
    probeAfterMs: env.DATABASE_POOL_PROBE_MS,
  }
}

export const defaultPoolLimits: PoolLimits = poolLimits(z.object(poolSettings).parse({}))
