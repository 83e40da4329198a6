import type { Db } from '@halide/prisma/client.ts'
import { pipeline } from '../pipeline.ts'
import { planSettingsOf } from '../settings.ts'
import type { JobsDeps } from './context.ts'
import type { JobsEnv } from './settings.ts'

/** What the subgraph lives on, whichever process it is in. */
export function openJobs(env: JobsEnv, db: Db): JobsDeps {
  const { GATEWAY_SECRET: planSecret, TIER_PRICES: prices } = env
  return { db, kinds: pipeline, settings: planSettingsOf(env), planSecret, prices }
}
