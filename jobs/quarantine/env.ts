import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'

export const env = readEnv(z.object({ DATABASE_URL: z.url() }))
