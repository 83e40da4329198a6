import manifest from '@halide/schema/operations/manifest.json' with { type: 'json' }
import { smallPhoto } from './photos.ts'
import { startWorld } from './world.ts'

// What a request costs: the web app's operation for a page of the home feed, asked again and again by one reader, in CPU milliseconds of each
// process that serves it, and in bytes of the answer. `node local/bootstrap.mjs run e2e/bench-requests.ts`

const requests = 600
const callers = 6
const served = ['gateway', 'user', 'post', 'feed', 'engagement'] as const

const world = await startWorld()
try {
  const [ada, ben] = [await world.person('ada'), await world.person('ben')]
  await ben.follow(ada)
  for (let n = 0; n < 10; n += 1) await ada.processed((await ada.post([await smallPhoto(n)])).id)
  await world.quiet()
  const { body } = manifest.operations.find(({ name }) => name === 'HomeFeed')!
  let bytes = 0
  const read = async () => {
    bytes = JSON.stringify(await ben.gql(body, { first: 10 })).length
  }
  const ask = async (each: number) => {
    for (let n = 0; n < each; n += 1) await read()
  }
  await ask(100)
  const before = await cpuOfEach()
  await Promise.all(Array.from({ length: callers }, () => ask(requests / callers)))
  const after = await cpuOfEach()
  const each = served.map((name, at) => [name, ((after[at]! - before[at]!) * 1_000) / requests] as const)
  const all = each.reduce((sum, [, ms]) => sum + ms, 0)
  const rounded = Object.fromEntries(
    [...each, ['all', all] as const].map(([name, ms]) => [name, Number(ms.toFixed(2))]),
  )
  process.stdout.write(`${JSON.stringify({ requests, cpuMs: rounded, bytes })}\n`)
} finally {
  await world.stop()
}

async function cpuOfEach(): Promise<number[]> {
  return Promise.all(
    served.map(async (name) => {
      const text = await (await fetch(`${world.url(name)}/metrics`)).text()
      return Number(/^process_cpu_seconds_total\S* (\S+)/m.exec(text)![1])
    }),
  )
}
