import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'

/** The settings of `npm run plan -- --actual`. */
export const readPlanEnv = () => readEnv(z.object({ DATABASE_URL: z.url() }))
