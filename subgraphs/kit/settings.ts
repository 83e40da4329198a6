import { traceEnv } from '@halide/telemetry/traces.ts'
import { z } from 'zod'

/** The settings that every subgraph has; spread them into the schema of its `env.ts`. */
export const subgraphSettings = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** Shared with the gateway: opens the passports that it seals. */
  GATEWAY_SECRET: z.string().min(32),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  ...traceEnv,
}
