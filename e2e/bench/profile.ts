import { fullCards } from '../full-cards.ts'
import { startWorld } from '../world.ts'
import { startCallers } from './callers.ts'
import { inspectable, profileProcess } from './inspector.ts'
import { plantFeed } from './plant-feed.ts'
import { cpuSecondsOf } from './processes.ts'
import { selfTimes, selfTimesOfFunctions } from './self-times.ts'

// Where the time of one page of the home feed goes: each process that serves it is profiled while the page is asked for again and again.
// `npm run profile`; with `--functions` the dearest functions of each process too, with `--short` few requests.

const served = ['gateway', 'user', 'post', 'feed', 'engagement'] as const
const showsFunctions = process.argv.includes('--functions')
const requests = process.argv.includes('--short') ? 100 : 1_000
const callers = startCallers()
const world = await startWorld({ env: inspectable })
try {
  const reader = await world.person('ben')
  await plantFeed(world, reader)
  await world.quiet()
  const call = {
    url: world.graphqlUrl,
    headers: { authorization: `Bearer ${reader.accessToken}` },
    body: JSON.stringify({ query: fullCards, variables: { first: 20 } }),
  }
  await callers.ask({ call, callers: 6, requests: requests / 2 })
  const stops = await Promise.all(served.map((name) => profileProcess(world.logFile(name))))
  const before = served.map((name) => cpuSecondsOf([world.pid(name)!]))
  await callers.ask({ call, callers: 6, requests })
  const cpuMs = served.map((name, at) => (cpuSecondsOf([world.pid(name)!]) - before[at]!) * 1_000)
  const profiles = await Promise.all(stops.map((stop) => stop()))
  const lines = ['| process | where | CPU ms a page | share |', '| --- | --- | --- | --- |']
  const whole = cpuMs.reduce((sum, ms) => sum + ms, 0)
  for (const [at, profile] of profiles.entries()) {
    const name = served[at]!
    lines.push(row(name, 'all', cpuMs[at]!))
    // Samples are by the clock, and on a busy machine a process waits for its turn wherever it is.
    const times = [...selfTimes(profile)]
    const scale = cpuMs[at]! / times.reduce((sum, [, ms]) => sum + ms, 0)
    for (const [where, ms] of times) if ((ms * scale) / whole >= 0.003) lines.push(row(name, where, ms * scale))
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  if (showsFunctions)
    for (const [at, profile] of profiles.entries()) {
      const dearest = [...selfTimesOfFunctions(profile)].slice(0, 40)
      const text = dearest.map(([where, ms]) => `  ${(ms / requests).toFixed(3)} ms ${where}`)
      process.stdout.write(`${served[at]}\n${text.join('\n')}\n`)
    }

  function row(name: string, where: string, ms: number): string {
    return `| ${name} | ${where} | ${(ms / requests).toFixed(2)} | ${((100 * ms) / whole).toFixed(1)} % |`
  }
} finally {
  await callers.stop()
  await world.stop()
}
