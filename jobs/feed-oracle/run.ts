import { randomInt } from 'node:crypto'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'
import { compareInStorms, compareWithOracle, type OracleReport } from './oracle.ts'

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

/** Acts in one town. Every check pages through whole feeds, which grow with the acts: many towns cost less than a long life. */
const actsATown = 500

await compare('one act at a time', compareWithOracle)
await compare('in storms', (seed, acts) => compareInStorms(seed, Math.ceil(acts / 12)))

async function compare(name: string, inOneTown: (seed: number, acts: number) => Promise<OracleReport>): Promise<void> {
  const total = { acts: 0, feedsChecked: 0, postsShown: 0, moves: 0 }
  const start = performance.now()
  for (let seed = SEED; total.acts < STEPS; seed++) {
    const { acts, feedsChecked, postsShown, moves } = await inOneTown(seed, Math.min(actsATown, STEPS - total.acts))
    total.acts += acts
    total.feedsChecked += feedsChecked
    total.postsShown += postsShown
    total.moves += moves
    const seconds = Math.round((performance.now() - start) / 1_000)
    process.stdout.write(`${name}, seed ${seed}: no difference; so far ${JSON.stringify({ ...total, seconds })}\n`)
  }
}
