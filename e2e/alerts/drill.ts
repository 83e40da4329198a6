import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { answers } from '@halide/local/node-program.ts'
import { claimPorts } from '@halide/local/ports.ts'
import { createSupervisor } from '@halide/local/supervisor.ts'
import { alerts } from '@halide/ops/prometheus/alerts.ts'
import { createEnding } from '../ending.ts'
import { smallPhoto } from '../photos.ts'
import { noPrometheus, startPrometheus } from '../prometheus.ts'
import { askReference, someTraffic } from '../whole-api-metrics.ts'
import { startWorld } from '../world.ts'
import { processes, type Scene } from './cause.ts'
import { causes } from './causes.ts'
import { noCdn, startCdn } from './cdn.ts'
import { play, type Verdict } from './play.ts'
import { quickRules } from './quick-rules.ts'

// `npm run alerts:drill`: makes what each alert is about happen to a system of its own, and waits for a real Prometheus to say so, and to
// say that it is over. Ends with 1 when an alert has no cause, fires before it, does not fire, or goes on when the cause is gone.

const patienceMs = 150_000
/** `npm run alerts:drill -- NoWorker` plays what makes these fire, and nothing else. */
const only = process.argv.slice(2)
const played = causes.filter(({ alerts }) => only.length === 0 || alerts.some((alert) => only.includes(alert)))
const say = (text: string) => process.stdout.write(`${text}\n`)

const lacks = [noPrometheus, noCdn].filter((lack) => typeof lack === 'string')
if (lacks.length > 0) {
  for (const lack of lacks) say(lack)
  process.exit(1)
}

const ending = createEnding()

try {
  const { scene, prometheus } = await setUp()
  say('')
  for (const [name, value] of Object.entries(await askReference(prometheus))) say(`${name.padEnd(30)}${value}`)
  say('')
  const verdicts: Promise<Verdict[]>[] = []
  const patience = new AbortController()
  for (const cause of played) {
    const { over } = await play({ prometheus, scene, cause, patience: patience.signal, say })
    verdicts.push(over)
  }
  const timer = setTimeout(() => patience.abort(), patienceMs)
  const all = (await Promise.all(verdicts)).flat()
  clearTimeout(timer)
  process.exitCode = report(all) ? 0 : 1
} catch (error) {
  if (!ending.hasBegun()) {
    say(`${error instanceof Error ? error.stack : error}`)
    process.exitCode = 1
  }
} finally {
  await ending.stopAll()
}

/** Posts in a feed, everybody well, and Prometheus looking on. */
async function setUp() {
  const photo = await smallPhoto(1)
  const folder = mkdtempSync(join(tmpdir(), 'halide-alerts-'))
  // Varnish gives up root, and its user has to get there.
  chmodSync(folder, 0o755)
  ending.push(() => rmSync(folder, { recursive: true, force: true }))
  const { ports, release } = await claimPorts(2)
  ending.push(release)
  const world = await startWorld({
    redis: true,
    web: true,
    env: {
      DATABASE_POOL_MAX: '5',
      DATABASE_POOL_EXHAUSTED_MS: '1000',
      DATABASE_POOL_LEAK_MS: '3000',
      HEARTBEAT_MS: '500',
      WORKER_DEAD_AFTER_MS: '3000',
      LOAD_FALL_MS: '3000',
      UPLOAD_BUFFER_BYTES: String(Math.round(photo.bytes.length * 1.5)),
    },
  })
  ending.push(world.stop)
  const portOf = (name: Parameters<typeof world.url>[0]) => Number(new URL(world.url(name)).port)
  const supervisor = createSupervisor({ logFolder: folder })
  ending.push(supervisor.stopAll)
  const cdn = await startCdn(supervisor, {
    doorPort: portOf('media'),
    ports: { cdn: ports[0]!, exporter: ports[1]! },
    folder: join(folder, 'cdn'),
    searchPath: process.env.PATH ?? '',
  })
  const targets = { ...Object.fromEntries(processes.map((name) => [name, portOf(name)])), varnish: ports[1]! }
  const prometheus = await startPrometheus({ targets, everySeconds: 1, rules: quickRules() })
  ending.push(prometheus.stop)
  // As a cluster does: what nobody asks of a region that is back, its breaker learns of this.
  const probing = setInterval(() => {
    for (const name of processes) void answers(`${world.url(name)}/health/ready`).catch(() => {})
  }, 2_000)
  ending.push(() => clearInterval(probing))
  const [ada, ben, admin] = [await world.person('ada'), await world.person('ben'), await world.person('eve')]
  await world.sql(`update users set role = 'ADMIN' where handle = 'eve'`)
  await ben.follow(ada)
  let postId = ''
  for (let seed = 10; seed < 20; seed += 1) {
    postId = await someTraffic(ada, ben, seed)
    await sleep(1_000)
  }
  const scene: Scene = { world, cdn, ada, ben, admin, postId }
  return { scene, prometheus }
}

/** Prints the table; answers whether all is well. */
function report(verdicts: readonly Verdict[]): boolean {
  const row = (...[alert, severity, fired, over, cause]: string[]) =>
    say(`${alert!.padEnd(26)}${severity!.padEnd(10)}${fired!.padEnd(10)}${over!.padEnd(10)}${cause}`)
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  say('')
  row('alert', 'severity', 'fired in', 'over in', 'cause')
  let failed = 0
  for (const [alert, { severity }] of Object.entries(alerts)) {
    if (only.length > 0 && !played.some((cause) => cause.alerts.includes(alert))) continue
    const verdict = verdicts.find((each) => each.alert === alert)
    if (!verdict) row(alert, severity, 'NOT', '', 'none')
    else {
      const { fired, over, cause } = verdict
      const how = typeof fired === 'number' ? seconds(fired) : fired
      row(alert, severity, how, fired === 'NOT' ? '' : over === null ? 'NOT' : seconds(over), cause)
    }
    if (typeof verdict?.fired !== 'number' || verdict.over === null) failed += 1
  }
  const whole = Object.keys(alerts).length
  const count = only.length > 0 ? verdicts.length : whole
  say(failed === 0 ? `\nPASS: ${count} alerts fired, and ended` : `\nFAIL: ${failed} of ${count} did not fire and end`)
  return failed === 0
}
