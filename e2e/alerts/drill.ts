import { setTimeout as sleep } from 'node:timers/promises'
import { alerts } from '@halide/ops/prometheus/alerts.ts'
import { smallPhoto } from '../photos.ts'
import { noPrometheus, type Prometheus, startPrometheus } from '../prometheus.ts'
import { askReference, someTraffic } from '../whole-api-metrics.ts'
import { startWorld, type World } from '../world.ts'
import { type Cause, causes, leftOut, type Scene } from './causes.ts'
import { quickRules } from './quick-rules.ts'

// `npm run alerts:drill`: makes what each alert is about happen to a system of its own, and waits for a real Prometheus to say so. Ends
// with 1 when an alert does not fire, fires before its cause, or has neither a cause nor a reason to be left out.

const patienceMs = 90_000
/** `npm run alerts:drill -- NoWorker` plays what makes these fire, and nothing else. */
const only = process.argv.slice(2)
const say = (text: string) => process.stdout.write(`${text}\n`)

if (noPrometheus) {
  say(noPrometheus)
  process.exit(1)
}
const photo = await smallPhoto(1)
const world = await startWorld({
  redis: true,
  web: true,
  env: {
    DATABASE_POOL_MAX: '5',
    DATABASE_POOL_EXHAUSTED_MS: '1000',
    DATABASE_POOL_LEAK_MS: '3000',
    HEARTBEAT_MS: '500',
    WORKER_DEAD_AFTER_MS: '3000',
    UPLOAD_BUFFER_BYTES: String(Math.round(photo.bytes.length * 1.5)),
  },
})
let prometheus: Prometheus | undefined
try {
  const names = ['gateway', 'user', 'post', 'feed', 'engagement', 'media', 'worker', 'web'] as const
  const targets = Object.fromEntries(names.map((name) => [name, Number(new URL(world.url(name)).port)]))
  prometheus = await startPrometheus({ targets, everySeconds: 1, rules: quickRules() })
  const scene = await setUp(world)
  for (const [name, value] of Object.entries(await askReference(prometheus))) say(`${name.padEnd(30)}${value}`)
  const unknown = Object.keys(alerts).filter(
    (alert) => !(alert in leftOut) && !causes.some((cause) => cause.alerts.includes(alert)),
  )
  let failed = unknown.length
  for (const alert of unknown) say(`${alert}: neither a cause nor a reason to be left out`)
  say(`\n${'alert'.padEnd(26)}${'severity'.padEnd(10)}${'fired after'.padEnd(13)}cause`)
  for (const cause of causes) {
    if (only.length === 0 || cause.alerts.some((alert) => only.includes(alert)))
      failed += await play(prometheus, scene, cause)
  }
  for (const [alert, why] of Object.entries(leftOut)) say(row(alert, 'left out', why))
  say(failed === 0 ? '\nPASS: every alert with a cause fired' : `\nFAIL: ${failed} did not`)
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  await prometheus?.stop()
  await world.stop()
}

function row(alert: string, fired: string, cause: string): string {
  return `${alert.padEnd(26)}${(alerts[alert]?.severity ?? '?').padEnd(10)}${fired.padEnd(13)}${cause}`
}

/** Posts in a feed, and everybody well. */
async function setUp(world: World): Promise<Scene> {
  const [ada, ben] = [await world.person('ada'), await world.person('ben')]
  await ben.follow(ada)
  let postId = ''
  for (let seed = 10; seed < 20; seed += 1) {
    postId = await someTraffic(ada, ben, seed)
    await sleep(1_000)
  }
  return { world, ada, ben, postId }
}

/** Answers how many of its alerts did not fire. */
async function play(prometheus: Prometheus, scene: Scene, cause: Cause): Promise<number> {
  const quietBy = performance.now() + patienceMs
  let before = await prometheus.firing()
  while (cause.alerts.some((alert) => before.has(alert)) && performance.now() < quietBy) {
    await sleep(1_000)
    before = await prometheus.firing()
  }
  const fired = new Map<string, number>()
  const began = performance.now()
  const over = new AbortController()
  let end: (() => Promise<void> | void) | undefined
  try {
    const made = cause.make(scene, over.signal).then((undo) => {
      end = undo
    })
    made.catch((error: unknown) => say(`${cause.says}: ${error}`))
    while (fired.size < cause.alerts.length && performance.now() - began < patienceMs) {
      const firing = await prometheus.firing()
      for (const alert of cause.alerts) {
        if (firing.has(alert) && !before.has(alert) && !fired.has(alert)) fired.set(alert, performance.now() - began)
      }
      await sleep(250)
    }
    await made.catch(() => {})
  } finally {
    over.abort()
    await end?.()
  }
  for (const alert of cause.alerts) {
    const after = fired.get(alert)
    const how = before.has(alert) ? 'before' : 'NOT'
    say(row(alert, after === undefined ? how : `${(after / 1000).toFixed(1)} s`, cause.says))
  }
  return cause.alerts.length - fired.size
}
