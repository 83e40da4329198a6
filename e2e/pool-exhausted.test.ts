import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import { until } from './until.ts'
import { startWorld, type World } from './world.ts'

// R5.4 in processes that are real, a fifth of its five seconds: somebody holds the posts, and whoever asks for one holds a connection.

const exhaustedMs = 1_000
const connections = 3
let world: World
before(async () => {
  world = await startWorld({
    env: {
      DATABASE_POOL_MAX: String(connections),
      DATABASE_POOL_EXHAUSTED_MS: String(exhaustedMs),
      DATABASE_POOL_PROBE_MS: '250',
      JOB_CONCURRENCY: '6',
    },
  })
})
after(() => world?.stop())

/** What a process says of its pool. */
async function pool(name: 'post' | 'worker', gauge: string): Promise<number> {
  const text = await (await fetch(`${world.url(name)}/metrics`)).text()
  return Number(new RegExp(`^halide_database_pool_${gauge}\\{.*\\} (\\d+)$`, 'm').exec(text)?.[1])
}

async function timedPost(person: Person, id: string): Promise<{ code: unknown; ms: number }> {
  const began = performance.now()
  const { errors } = await person.send('query ($id: ID!) { post(id: $id) { id } }', { id })
  return { code: errors?.[0]?.extensions?.code, ms: Math.round(performance.now() - began) }
}

test('a pool that is exhausted opens its breaker, refuses at once, puts jobs off, and closes when a connection returns', async (t) => {
  const ada = await world.person('ada')
  world.kill('worker', 'SIGSTOP')
  const posts: string[] = []
  for (let seed = 0; seed < 6; seed += 1) posts.push((await ada.post([await smallPhoto(seed)])).id)
  const holder = new pg.Client({ connectionString: world.databaseUrl })
  await holder.connect()
  t.after(() => holder.end())

  const began = performance.now()
  const say = (what: string) => t.diagnostic(`${String(Math.round(performance.now() - began)).padStart(6)} ms  ${what}`)
  await holder.query('begin; lock table posts in access exclusive mode')
  world.kill('worker', 'SIGCONT')
  const first = Array.from({ length: connections + 4 }, () => timedPost(ada, posts[0]!))
  await until(async () => (await pool('post', 'in_use')) === connections)
  say(`exhausted: ${connections} of ${connections} connections in use, ${await pool('post', 'waiting')} callers wait`)
  await until(async () => (await pool('post', 'breaker_open')) === 1)
  say('breaker of the post subgraph open')
  const refusals = []
  for (let call = 0; call < 10; call += 1) refusals.push(await timedPost(ada, posts[0]!))
  const atOnce = refusals.filter(({ code, ms }) => code === 'OVERLOADED' && ms < exhaustedMs / 2)
  say(`OVERLOADED answered in ${atOnce.map(({ ms }) => ms).join(', ')} ms`)
  // One caller in a quarter of a second may wait again.
  assert.ok(atOnce.length >= 5, JSON.stringify(refusals))
  assert.ok(refusals.every(({ code }) => code === 'OVERLOADED'))

  type PutOff = { postponed: number; attempts: number }
  const putOff = () =>
    world.sql<PutOff>(`
      select (payload->>'postponed')::int as postponed, attempts::int from graphile_worker._private_jobs
      where payload->>'postponed' is not null and locked_at is null`)
  await until(async () => (await putOff()).length > 0)
  await sleep(exhaustedMs)
  const waiting = await putOff()
  say(`${waiting.length} jobs put off, ${waiting.map(({ postponed }) => postponed).join(', ')} times`)
  assert.ok(waiting.every(({ attempts }) => attempts === 0))
  assert.equal(await pool('worker', 'breaker_open'), 1)

  await holder.query('commit')
  say('connections returned')
  await until(async () => (await timedPost(ada, posts[0]!)).code === undefined)
  await until(async () => (await pool('post', 'breaker_open')) === 0)
  say('breaker closed, posts answered')
  const held = (await Promise.all(first)).filter(({ code }) => code === undefined)
  assert.equal(held.length, connections, 'who had a connection was served')
  for (const id of posts) assert.equal((await ada.processed(id)).status, 'READY')
  say(`all ${posts.length} photos READY`)
  await until(async () => (await world.sql('select from graphile_worker.jobs where run_at < now()')).length === 0)
  assert.deepEqual(await world.sql('select code from quarantined_jobs'), [])
  assert.deepEqual(await world.sql('select last_error from graphile_worker.jobs where last_error is not null'), [])
})
