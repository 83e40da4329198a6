import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Costs } from './costs.ts'
import { fullCards } from './full-cards.ts'
import { askById, type Ceiling, ceilings, depthOf, makeCases, operations } from './operation-cases.ts'
import { setScene } from './operation-scene.ts'
import type { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import { vapidEnv } from './vapid.ts'
import { startWorld, type World } from './world.ts'

let world: World
before(async () => {
  world = await startWorld({ subgraphsInProcess: true, env: vapidEnv })
})
after(() => world?.stop())

const pageSize = 20

test('a page of 20 full cards costs as many statements and commands as one of 5', { timeout: 300_000 }, async (t) => {
  const [ada, eve, ben] = await Promise.all(['ada', 'eve', 'ben'].map((handle) => world.person(handle)))
  await Promise.all([ben!.follow(ada!), ben!.follow(eve!)])
  const authors = [ada!, eve!]
  const publish = async (author: Person) => {
    for (let seed = 0; seed < pageSize / authors.length; seed++) {
      const { id } = await author.post([await smallPhoto(seed)], `Picture ${seed}`)
      await author.processed(id)
      for (const person of authors) {
        await person.mutate('likePost', { postId: id }, 'post { id }')
        await person.mutate('createComment', { postId: id, text: 'Well seen.' }, 'comment { id }')
      }
    }
  }
  await Promise.all(authors.map(publish))
  await world.quiet()
  const read = async (first: number) => {
    type Data = { homeFeed: { edges: { node: { likeCount: number; comments: { edges: unknown[] } } }[] } }
    const { homeFeed } = await ben!.gql<Data>(fullCards, { first })
    assert.equal(homeFeed.edges.length, first)
    assert.ok(homeFeed.edges.every(({ node }) => node.likeCount === 2 && node.comments.edges.length === 2))
  }
  await read(pageSize) // warms the feed, the query plan and the connections
  const five = await cheapest(() => read(5))
  const twenty = await cheapest(() => read(20))
  t.diagnostic(describe(twenty))
  if (world.redisUrl) assert.ok(twenty.redis > 0, 'the feed came from Redis')
  assert.ok(twenty.sql > 0)
  assert.deepEqual([twenty.sql, twenty.commands], [five.sql, five.commands], `${describe(five)}\n${describe(twenty)}`)
})

/** Of three times: what processes ask by themselves now and then, all others' statements among it, can only add. */
async function cheapest(work: () => Promise<unknown>): Promise<Costs> {
  const costs: Costs[] = []
  for (let time = 0; time < 3; time++) costs.push(await world.costs(work))
  return costs.sort((a, b) => a.sql + a.redis - (b.sql + b.redis))[0]!
}

test('no registered operation costs more than its ceiling', { timeout: 300_000 }, async (t) => {
  const { cases, learn } = makeCases(await setScene(world))
  const ben = await world.person('ben')
  const named = new Map(operations.map((operation) => [operation.name, operation]))
  assert.deepEqual(Object.keys(cases).sort(), [...named.keys()].sort(), 'every operation has a case')
  assert.deepEqual(Object.keys(ceilings).sort(), [...named.keys()].sort(), 'every operation has a ceiling')
  const measured: Record<string, Ceiling & { costs: Costs }> = {}
  for (const [name, prepare] of Object.entries(cases)) {
    const { id, body } = named.get(name)!
    const variables = await prepare()
    let cost = 0
    const ask = async () => {
      const answer = await askById(world.graphqlUrl, ben, id, variables)
      assert.equal(answer.errors, undefined, `${name}: ${JSON.stringify(answer)}`)
      for (const payload of Object.values(answer.data)) assert.deepEqual(payload?.userErrors ?? [], [], name)
      learn(name, answer)
      cost = answer.extensions.cost.operation
    }
    // What is asked of a process for the first time may cost more; a mutation is done once.
    const isQuery = body.includes(`query ${name}`)
    if (isQuery) await ask()
    const costs = await (isQuery ? cheapest(ask) : world.costs(ask))
    measured[name] = { cost, depth: depthOf(body), statements: costs.sql, costs }
  }
  t.diagnostic(JSON.stringify(measured, [...Object.keys(measured), 'cost', 'depth', 'statements']))
  for (const [name, ceiling] of Object.entries(ceilings)) {
    const { cost, depth, statements, costs } = measured[name]!
    assert.ok(cost <= ceiling.cost, `${name} costs ${cost}, its ceiling is ${ceiling.cost}`)
    assert.ok(depth <= ceiling.depth, `${name} has ${depth} levels, its ceiling is ${ceiling.depth}`)
    // Without Redis feeds are read from Postgres.
    if (world.redisUrl)
      assert.ok(
        statements <= ceiling.statements,
        `${name} takes ${statements} statements, its ceiling is ${ceiling.statements}: ${describe(costs)}`,
      )
  }
})

function describe({ sql, statements, redis, commands }: Costs): string {
  const lines = statements.map(({ query, calls }) => `  ${calls} × ${query.replace(/\s+/g, ' ').trim().slice(0, 150)}`)
  const calls = Object.entries(commands).map(([name, count]) => `${count} × ${name}`)
  return [`${sql} SQL statements, ${redis} Redis commands (${calls.join(', ')})`, ...lines].join('\n')
}
