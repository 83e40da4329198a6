import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RestoringFault } from '@halide/storage/faults.ts'
import type { RunContext } from './kit.ts'
import { pipeline } from './pipeline.ts'
import { failPhoto } from './process-photo/photo-rows.ts'
import { sweepObjects } from './sweep-objects/job.ts'
import { Fuse } from './test-fuse.ts'
import { killCasesOfAccounts } from './test-kill-accounts.ts'
import { killCases as casesOfPosts } from './test-kill-cases.ts'
import { killCasesOfObjects } from './test-kill-objects.ts'
import type { KillCase } from './test-kill-scenes.ts'
import { enterKillWorld, type KillWorld } from './test-kill-world.ts'

// A worker may be killed before any statement, commit, request to a region, Redis command or purge of any job. Whatever was the
// last one: when the job has run again, as liveness has it, and the sweep of a day later, all is as after a run that nobody disturbed.
// `npm test` kills at each step from one kind of effect to the next, the first time that it is taken and the last; `npm run kills` at
// every effect, which also repeats what a loop does in between.

const everywhere = process.argv.includes('--all')

let world: KillWorld
before(async () => {
  world = await enterKillWorld()
})
after(() => world.leave())

const killCases: readonly KillCase[] = [...casesOfPosts, ...killCasesOfObjects, ...killCasesOfAccounts]

const context = (): RunContext => ({ ...world.context, signal: new AbortController().signal, attempt: 1 })

/** What a run that found the harm tells in numbers is lost with it. */
function withoutTally(state: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(state).replaceAll(/\\"(found|repaired)\\":\d+/g, '\\"$1\\":0'))
}

/** What waits for a thaw is put off, and done for now. */
function putOff(error: unknown): void {
  if (!(error instanceof RestoringFault)) throw error
}

type Scene = Pick<KillCase, 'arrange' | 'finish'>

/** The state after `work` was killed at an effect, and done again, and a day has passed; and the effects of the first run. */
async function stateAfter({ arrange, finish }: Scene, work: () => Promise<unknown>, killAt?: number) {
  await world.clear()
  await arrange(world)
  const fuse = new Fuse(killAt)
  await fuse.run(work)
  if (killAt !== undefined) {
    await world.untilFoundDead()
    await new Fuse().run(work)
  }
  await world.context.db.$executeRaw`update objects set changed_at = changed_at - interval '25 hours'`
  await sweepObjects.run({}, context())
  await finish?.(world)
  return { state: withoutTally(await world.state()), effects: fuse.effects, killed: fuse.dead }
}

/** A statement, whatever the number of its values; a call, whatever its key. */
const kindOf = (effect = '') => effect.replace(/(\$\d+[\s,()]*)+/g, '$').replace(/^(primary|backup) (\w+) .*/s, '$1 $2')

/** The effects, counted from 1, that end a step for the first time or the last. */
function endsOfSteps(effects: readonly string[]): number[] {
  const steps = effects.map((effect, i) => `${kindOf(effects[i - 1])}\n${kindOf(effect)}`)
  return steps.flatMap((step, i) => (steps.indexOf(step) === i || steps.lastIndexOf(step) === i ? [i + 1] : []))
}

/** Kills at one effect after another, until a run gets through. Answers how many of how many effects these were. */
async function killAnywhere(scene: Scene, work: () => Promise<unknown>): Promise<{ kills: number; of: number }> {
  const undisturbed = await stateAfter(scene, work)
  const of = undisturbed.effects.length
  let kills = 0
  for (const killAt of everywhere ? countFrom1() : endsOfSteps(undisturbed.effects)) {
    const { state, effects, killed } = await stateAfter(scene, work, killAt)
    assert.deepEqual(state, undisturbed.state, `killed at effect ${killAt}: ${effects.at(-1)}`)
    if (!killed) break
    kills += 1
  }
  return { kills, of }
}

function* countFrom1(): Generator<number> {
  for (let n = 1; ; n += 1) yield n
}

test('every job has a case', () => {
  const without = pipeline.filter(({ name }) => !killCases.some(({ job }) => job.name === name))
  assert.deepEqual(without, [])
})

for (const { job, payload, when, ...scene } of killCases) {
  test(`${[job.name, when].filter(Boolean).join(' ')} may be killed anywhere`, async (t) => {
    const { kills, of } = await killAnywhere(scene, () => job.run(job.payload.parse(payload), context()).catch(putOff))
    t.diagnostic(`killed at ${kills} of ${of} effects`)
    assert.ok(kills > 0)
  })
}

test('giving up a photo may be killed anywhere', async (t) => {
  const [scene] = killCases as [KillCase]
  const { kills, of } = await killAnywhere(scene, () => failPhoto(world.context.db, 200n, 'CORRUPT_IMAGE', 24))
  t.diagnostic(`killed at ${kills} of ${of} effects`)
})

test('a job that is not safe to kill is found', async () => {
  const { db } = world.context
  const twoSteps = async () => {
    await db.$executeRaw`insert into post_counters (post_id, shard, likes) values (1, 0, 0) on conflict do nothing`
    await db.$executeRaw`update post_counters set likes = likes + 1`
    await db.$executeRaw`select 1`
  }
  await assert.rejects(killAnywhere({ arrange: async () => {} }, twoSteps), /killed at effect 3/)
})
