import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { withDescendants } from './bench/processes.ts'
import { until } from './until.ts'
import { startWorld, type World } from './world.ts'

// Several copies of the gateway, with all subgraphs in each, at one door.

/** `fetch` keeps a connection, and so meets one copy: each of these meets the next. */
const anew = { headers: { connection: 'close' } }

test('copies of the gateway share its door, are counted together, and one that dies is replaced', {
  timeout: 300_000,
  skip: !existsSync('/proc/self/stat') && 'processes are found in /proc',
}, async (t) => {
  let stopped: Promise<void> | undefined
  const world = await startWorld({ subgraphsInProcess: true, env: { GATEWAY_PROCESSES: '2' } })
  t.after(() => stopped ?? world.stop())
  const copies = () => withDescendants(world.pid('gateway')!).slice(1)
  const areTold = async (count: number) => (await sumOf(world, 'halide_database_pool_max_connections')) === 30 * count
  await until(() => areTold(2))
  const first = copies()
  assert.equal(first.length, 2)

  const asked = await sumOf(world, 'gateway_operations_total')
  for (let i = 0; i < 20; i++) assert.equal(await handleOf(world), null)
  for (let i = 0; i < 5; i++) assert.equal((await sumOf(world, 'gateway_operations_total')) - asked, 20)

  // A state is not added up: it is that of the worst of them.
  if (world.redisUrl) assert.equal(await sumOf(world, 'gateway_redis_usable'), 1)

  process.kill(first[0]!, 'SIGKILL')
  // What was on its way to it is lost.
  await until(() => areTold(1).catch(() => false))
  for (let i = 0; i < 5; i++) assert.equal(await handleOf(world), null)
  await until(() => areTold(2))
  const second = copies()
  assert.equal(second.includes(first[1]!), true)
  assert.equal(second.includes(first[0]!), false)

  stopped = world.stop()
  await stopped
  for (const pid of second) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
})

/** Of nobody: null, from the subgraph of users. */
async function handleOf({ graphqlUrl }: World): Promise<unknown> {
  const query = new URLSearchParams({ query: '{ userByHandle(handle: "nobody") { id } }' })
  const response = await fetch(`${graphqlUrl}?${query}`, {
    headers: { ...anew.headers, 'apollo-require-preflight': 'true' },
  })
  const { data, errors } = (await response.json()) as { data?: { userByHandle: unknown }; errors?: unknown }
  assert.equal(errors, undefined)
  return data?.userByHandle
}

async function sumOf(world: World, metric: string): Promise<number> {
  const page = await (
    await fetch(`${world.url('gateway')}/metrics`, { ...anew, signal: AbortSignal.timeout(2_000) })
  ).text()
  const values = page.matchAll(new RegExp(`^${metric}(?:{.*})? (.*)$`, 'gm'))
  return [...values].reduce((sum, [, value]) => sum + Number(value), 0)
}
