import { randomInt } from 'node:crypto'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'
import { compareInStorms, compareWithOracle } from './oracle.ts'

// The feed against the oracle for as long as one likes: `STEPS=5000 SEED=1 npm run oracle`.
const { SEED, STEPS } = readEnv(
  z.object({
    SEED: z.coerce
      .number()
      .int()
      .default(randomInt(2 ** 31)),
    STEPS: z.coerce.number().int().positive().default(3_000),
    TEST_REDIS_URL: z.url(),
    TEST_DATABASE_URL: z.url(),
  }),
)
process.stdout.write(`seed ${SEED}\n`)
for (const compare of [() => compareWithOracle(SEED, STEPS), () => compareInStorms(SEED, Math.ceil(STEPS / 12))]) {
  const start = performance.now()
  const report = await compare()
  const seconds = Math.round((performance.now() - start) / 1_000)
  process.stdout.write(`${JSON.stringify({ ...report, seconds })}\n`)
}
