import { engagementEnv } from '@halide/engagement/settings.ts'
import { feedEnv } from '@halide/feed/settings.ts'
import { jobsEnv } from '@halide/jobs/subgraph/settings.ts'
import { postEnv } from '@halide/post/settings.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { userEnv } from '@halide/user/settings.ts'
import { z } from 'zod'

export { env as gatewayEnv } from '@halide/gateway/env.ts'

/** The settings of all subgraphs, each as in a process of its own; there is one of each name, and so one pool for all. */
export const env = readEnv(
  z.object({
    ...userEnv,
    ...postEnv,
    ...feedEnv,
    ...engagementEnv,
    ...jobsEnv,
    /** Copies of the process that share its door. Each has a pool of connections of its own, and where there is no Redis counts requests for itself. */
    GATEWAY_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
  }),
)

export type SubgraphsEnv = typeof env
