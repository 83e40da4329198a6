import { openDb } from '@halide/prisma/client.ts'
import { enqueue } from '../kit.ts'
import { env } from './env.ts'
import { tierStorage } from './job.ts'
import { planTiering } from './plan.ts'
import { printPlan } from './print-plan.ts'
import { agesOf } from './settings.ts'

// `npm run tiering` prints what the next run would move and what that costs; with `-- --run` that run is not waited for until night.
const db = openDb({ url: env.DATABASE_URL, maxConnections: 2 })
try {
  process.stdout.write(printPlan(await planTiering(db, { ages: agesOf(env), prices: env.TIER_PRICES })))
  if (process.argv.includes('--run')) {
    await enqueue(db, tierStorage, {})
    process.stdout.write('tier_storage is enqueued\n')
  }
} finally {
  await db.$disconnect()
}
