import { askById, makeCases, operations } from '../operation-cases.ts'
import { setScene } from '../operation-scene.ts'
import { smallPhoto } from '../photos.ts'
import { vapidEnv } from '../vapid.ts'
import { startWorld } from '../world.ts'
import type { Bench } from './finding.ts'
import { medianOf } from './quantile.ts'

// The first request of each registered query that a new gateway gets, and the ones after it. Subgraphs and stores have run for a while.

const bench: Bench = async ({ short, say }) => {
  const { starts, passes } = short ? { starts: 1, passes: 2 } : { starts: 8, passes: 15 }
  const world = await startWorld({ env: vapidEnv })
  try {
    const [ada, ben] = [await world.person('ada'), await world.person('ben')]
    await ben.follow(ada)
    await ada.processed((await ada.post([await smallPhoto(1)], 'With a #hashtag.')).id)
    const { cases } = makeCases(await setScene(world))
    const reads: { name: string; ask: () => Promise<unknown> }[] = []
    for (const { id, name, body } of operations) {
      if (!body.includes(`query ${name}`)) continue
      const variables = await cases[name]!()
      const ask = () => askById(world.graphqlUrl, ben, id, variables)
      // Some ask for what only a mutation tells.
      if (!(await ask()).errors) reads.push({ name, ask })
    }
    const firsts = new Map(reads.map(({ name }) => [name, [] as number[]]))
    const warm = new Map(reads.map(({ name }) => [name, [] as number[]]))
    const veryFirst: number[] = []
    for (let start = 0; start < starts; start++) {
      await world.startAgain('gateway')
      await ben.signInAgain()
      const from = Math.floor((reads.length * start) / starts)
      const turn = [...reads.slice(from), ...reads.slice(0, from)]
      for (let pass = 0; pass < passes; pass++)
        for (const [at, { name, ask }] of turn.entries()) {
          const began = performance.now()
          await ask()
          const ms = performance.now() - began
          if (pass === 0) firsts.get(name)!.push(ms)
          else if (pass * 2 >= passes) warm.get(name)!.push(ms)
          if (pass === 0 && at === 0) veryFirst.push(ms)
        }
    }
    const median = (of: Map<string, number[]>, name: string) => medianOf(of.get(name)!)
    for (const { name } of reads)
      say(`${name}: ${median(firsts, name).toFixed(1)} ms at first, ${median(warm, name).toFixed(1)} warm`)
    say(`the very first of a process: ${medianOf(veryFirst).toFixed(1)} ms`)
    return [
      {
        what: `first request of a registered query, the median of ${reads.length}`,
        value: medianOf(reads.map(({ name }) => median(firsts, name))),
        unit: 'ms',
        against: 'when warm',
        peer: medianOf(reads.map(({ name }) => median(warm, name))),
        goal: { most: 1.1 },
      },
    ]
  } finally {
    await world.stop()
  }
}
export default bench
