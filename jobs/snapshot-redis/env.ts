import { storageEnv } from '@halide/storage/settings.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'

/** What the worker is given, as far as a restore needs it. */
export const env = readEnv(z.object({ DATABASE_URL: z.url(), REDIS_URL: z.url(), ...storageEnv }))
