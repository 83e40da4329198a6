import { subgraphSettings } from '@halide/subgraph-kit/index.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'
import { jobsEnv } from './settings.ts'

export const env = readEnv(z.object({ ...subgraphSettings, ...jobsEnv }))
