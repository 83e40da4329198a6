import type { LoadLevel, QueueLevel } from '@halide/prisma/load.ts'
import { z } from 'zod'
import type { Step } from './ladder.ts'

/** When load levels change, and how many workers there are to be. docs/settings.md has a row for each. */
export interface LoadSettings {
  /** Milliseconds between two measurements. */
  measureEveryMs: number
  /** Milliseconds for which the load must ask for the next level up, and for the one below. */
  riseAfterMs: number
  fallAfterMs: number
  levels: readonly Step<LoadLevel>[]
  queueLevels: readonly Step<QueueLevel>[]
  /** Workers while the queue is no longer than usual, and the most there may be. */
  workers: number
  maxWorkers: number
}

/** A queue level ends where the queue is a fifth shorter than where it began. */
const queueStep = (level: QueueLevel, above: number): Step<QueueLevel> => ({ level, above, below: above * 0.8 })

const share = z.coerce.number().positive()
const count = z.coerce.number().int().positive()
const ms = z.coerce.number().int().min(0)

/** The numbers of R5.5 and R4.6. */
export const loadEnv = {
  LOAD_MEASURE_MS: count.default(2_000),
  LOAD_RISE_MS: ms.default(10_000),
  LOAD_FALL_MS: ms.default(30_000),
  LOAD_HIGH: share.default(0.8),
  LOAD_HIGH_LOW: share.default(0.7),
  LOAD_CRITICAL: share.default(0.95),
  LOAD_CRITICAL_LOW: share.default(0.85),
  QUEUE_WARN: count.default(10_000),
  QUEUE_CRITICAL: count.default(50_000),
  QUEUE_FAST: count.default(100_000),
  QUEUE_EXTREME: count.default(500_000),
  WORKERS: count.default(1),
  MAX_WORKERS: count.default(8),
}

export function loadSettingsOf(env: z.infer<z.ZodObject<typeof loadEnv>>): LoadSettings {
  return {
    measureEveryMs: env.LOAD_MEASURE_MS,
    riseAfterMs: env.LOAD_RISE_MS,
    fallAfterMs: env.LOAD_FALL_MS,
    levels: [
      { level: 'NORMAL', above: Number.NEGATIVE_INFINITY, below: Number.NEGATIVE_INFINITY },
      { level: 'HIGH', above: env.LOAD_HIGH, below: env.LOAD_HIGH_LOW },
      { level: 'CRITICAL', above: env.LOAD_CRITICAL, below: env.LOAD_CRITICAL_LOW },
    ],
    queueLevels: [
      { level: 'NORMAL', above: Number.NEGATIVE_INFINITY, below: Number.NEGATIVE_INFINITY },
      queueStep('WARN', env.QUEUE_WARN),
      queueStep('CRITICAL', env.QUEUE_CRITICAL),
      queueStep('FAST', env.QUEUE_FAST),
      queueStep('EXTREME', env.QUEUE_EXTREME),
    ],
    workers: env.WORKERS,
    maxWorkers: env.MAX_WORKERS,
  }
}

export const defaultLoadSettings: LoadSettings = loadSettingsOf(z.object(loadEnv).parse({}))
