import assert from 'node:assert/strict'
import { firstIdAt } from '@halide/schema/ids.ts'
import { type Act, type Actors, createActors, everyAct, gaining, losing } from './acts.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { assertFeed, assertOrder, oracleFeed, pageThrough } from './check.ts'
import { enterTown, type Town, tiny } from './town.ts'

export interface OracleReport {
  seed: number
  acts: number
  feedsChecked: number
  postsShown: number
  /** Authors who crossed the threshold, either way. */
  moves: number
}

/**
 * The home feed against plain SQL: random acts, one after the other, and after each of them the whole feeds of a few readers, paged
 * through in random page sizes, have to be the oracle's; with Redis a post may be missing until its fan-out has run, and no
 * longer. Throws with the seed at the first difference.
 */
export async function compareWithOracle(seed: number, acts: number): Promise<OracleReport> {
  return inTown(seed, async ({ town, report, chance, actors }) => {
    const check = async (reader: bigint) => {
      const [pending, expected] = [await actors.pending(), await oracleFeed(town.world.db, reader)]
      const shown = await pageThrough(town.timeline, reader, 1 + chance.number(9))
      assertFeed(shown, expected, pending)
      const withoutRedis = await pageThrough(town.sqlOnly, reader, 1 + chance.number(9))
      assert.deepEqual(withoutRedis, expected, 'without Redis')
      report.feedsChecked++
      report.postsShown += shown.length
    }
    for (; report.acts < acts; report.acts++) {
      const act = chance.weighted(everyAct)
      await actors.do(act)
      await Promise.all([check(chance.pick(actors.people)), check(chance.pick(actors.people))])
    }
    await town.queue.drain()
    for (const reader of actors.people) await check(reader)
  })
}

/**
 * The same with everything at once: in each storm many acts and paging readers run side by side, so that builds, pushes, moves and
 * evictions meet in the middle. What a reader might see before the storm and after it must be shown by every paging during it,
 * once; and when the storm is over and its jobs have run, every feed is the oracle's.
 */
export async function compareInStorms(seed: number, storms: number, actsAStorm = 12): Promise<OracleReport> {
  return inTown(seed, async ({ town, report, chance, actors }) => {
    for (let storm = 0; storm < storms; storm++) {
      const weights: Record<Act, number> = { ...everyAct, forgetAll: storm % 7 === 0 ? 1 : 0 }
      for (const act of chance.oneIn(2) ? losing : gaining) weights[act] = 0
      const readers = [1, 2, 3, 4].map(() => chance.pick(actors.people))
      const due = await Promise.all(readers.map((reader) => oracleFeed(town.world.db, reader)))

      const paging = readers.map((reader) => pageThrough(town.timeline, reader, 1 + chance.number(5)))
      await Promise.all(Array.from({ length: actsAStorm }, () => actors.do(chance.weighted(weights))))
      report.acts += actsAStorm
      for (const [i, reader] of readers.entries()) {
        const shown = await paging[i]!
        assertOrder(shown)
        const still = new Set(await oracleFeed(town.world.db, reader))
        const skipped = due[i]!.filter((position) => still.has(position) && !shown.includes(position))
        assert.deepEqual(skipped, [], 'skipped while paging')
      }

      await town.queue.drain()
      for (const reader of actors.people) {
        const shown = await pageThrough(town.timeline, reader, 1 + chance.number(9))
        assertFeed(shown, await oracleFeed(town.world.db, reader), new Set())
        report.feedsChecked++
        report.postsShown += shown.length
      }
    }
  })
}

interface Scene {
  town: Town
  report: OracleReport
  chance: Chance
  actors: Actors
}

async function inTown(seed: number, work: (scene: Scene) => Promise<void>): Promise<OracleReport> {
  const town = await enterTown()
  const report: OracleReport = { seed, acts: 0, feedsChecked: 0, postsShown: 0, moves: 0 }
  try {
    const chance = chanceFrom(seed)
    const actors = createActors(town, chance, await town.world.people(9))
    // One celebrity from the start, whom a few acts bring down again.
    const [star, ...others] = actors.people
    for (const person of others.slice(0, tiny.fanOut.celebrityFollowers)) await town.follow(person, star!)
    await town.queue.drain()
    for (let i = 0; i < 15; i++) await actors.do('follow')
    // A history, for what is kept of the time before any open transaction.
    const yesterday = firstIdAt(Date.now() - 86_400_000)
    for (let i = 0n; i < 20n; i++) await actors.publish(yesterday + i)
    await town.queue.drain()
    await work({ town, report, chance, actors })
    const [row] = await town.world.db.$queryRaw<[{ moves: number }]>`select sum(reach_epoch)::int moves from users`
    return { ...report, moves: row.moves }
  } catch (error) {
    throw new Error(`the feed differs from the oracle: seed ${seed}, act ${report.acts}`, { cause: error })
  } finally {
    await town.leave()
  }
}
