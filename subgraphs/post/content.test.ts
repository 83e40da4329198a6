import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type CountedDb, openCountedDb } from '@halide/prisma/count-statements.ts'
import { executeSubgraph } from '@halide/subgraph-kit/index.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { openRedis, type Redis } from '@halide/timeline/redis.ts'
import { noRedis, openTestRedis, type TestRedis } from '@halide/timeline/test-redis.ts'
import { createContent } from './content.ts'
import type { PostDeps } from './context.ts'
import { deletePost } from './delete-post.ts'
import { createLoaders } from './loaders.ts'
import { createMetrics } from './metrics.ts'
import { postSubgraph } from './subgraph.ts'
import { type Answer, enterPostWorld, idOf, type PostWorld } from './test-world.ts'

let world: PostWorld
let counted: CountedDb
let redis: TestRedis | null
let ann: bigint
before(async () => {
  world = await enterPostWorld()
  counted = openCountedDb(world.database.url)
  redis = noRedis ? null : openTestRedis()
  ann = await world.person()
})
after(async () => {
  await redis?.close()
  await counted.db.$disconnect()
  await world.database.drop()
})

const log = createLogger('test', 'silent')
const caches = noRedis ? [false] : [true, false]

/** The subgraph as a process has it that was just started. */
function freshProcess(withRedis: Redis | null): PostDeps {
  const { db } = counted
  return {
    ...world.deps,
    db,
    content: createContent({ db, redis: withRedis, metrics: createMetrics(createRegistry('post')), log }),
  }
}

const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post {
  id caption photos { id altText width height blurhash image { url width height } thumbnail: image(size: THUMBNAIL) { url } }
} } }`

async function read(deps: PostDeps, ids: string[]): Promise<Answer[]> {
  const { data, errors } = await executeSubgraph(postSubgraph, deps, { query, variables: { ids } })
  assert.equal(errors, undefined)
  return (data as { nodes: Answer[] }).nodes
}

async function viral(photos = 2): Promise<string> {
  const id = await world.published(ann, photos)
  await counted.db.$executeRaw`update posts set viral_at = now() where id = ${idOf(id)}`
  return id
}

const costOf = async (work: () => Promise<unknown>) => (await counted.during(work)).length

for (const cached of caches) {
  const name = cached ? 'with Redis' : 'without Redis'
  const connection = () => (cached ? redis!.redis : null)

  test(`${name}: a viral post costs the statement that says who may see it, and shows the same`, async () => {
    const ids = [await viral(), await viral(3)]
    const plain = await read(world.deps, ids)
    const first = freshProcess(connection())
    assert.equal(await costOf(() => read(first, ids)), 2)
    assert.equal(await costOf(async () => assert.deepEqual(await read(first, ids), plain)), 1)
    const second = freshProcess(connection())
    assert.equal(await costOf(async () => assert.deepEqual(await read(second, ids), plain)), cached ? 1 : 2)
    assert.equal(plain[1].photos.length, 3)
    const other = await world.published(ann)
    await read(first, [other])
    assert.equal(await costOf(() => read(first, [other])), 2, 'a post that is not viral is read as ever')
  })

  test(`${name}: many who ask for a cold one at the same time load it once`, async () => {
    const ids = [await viral(), await viral()]
    const deps = freshProcess(connection())
    const statements = await counted.during(() => Promise.all(Array.from({ length: 40 }, () => read(deps, ids))))
    assert.equal(statements.filter((sql) => sql.includes('as version')).length, 1)
  })

  test(`${name}: what changes shows on the next read, though the content is cached`, async () => {
    const id = await viral()
    const deps = freshProcess(connection())
    const [before] = await read(deps, [id])
    const photoId = idOf(before.photos[0].id)
    await counted.db.$executeRaw`update photos set alt_text = 'a harbour' where id = ${photoId}`
    await counted.db.$executeRaw`update posts set caption = 'evening' where id = ${idOf(id)}`
    const [after] = await read(deps, [id])
    assert.deepEqual([after.caption, after.photos[0].altText], ['evening', 'a harbour'])
    await counted.db.$transaction([
      counted.db.$executeRaw`update photos set edition = 2 where id = ${photoId}`,
      counted.db.$executeRaw`update renditions set edition = 2, width = 999 where photo_id = ${photoId}`,
    ])
    const [again] = await read(deps, [id])
    assert.match(again.photos[0].image.url, /\/2\/large$/)
    assert.equal(again.photos[0].image.width, 999)
  })

  test(`${name}: a deleted viral post is gone on the next read, and back on the one after its return`, async () => {
    const id = await viral()
    const deps = freshProcess(connection())
    const seen = await read(deps, [id])
    await deletePost(deps, ann, idOf(id))
    assert.deepEqual(await read(deps, [id]), [null])
    await counted.db.$executeRaw`update posts set deleted_at = null, viral_at = now() where id = ${idOf(id)}`
    assert.deepEqual(await read(deps, [id]), seen)
  })
}

test('a content is kept for a day, and not all for the same', { skip: noRedis }, async () => {
  const ids = [await viral(), await viral(), await viral()]
  await read(freshProcess(redis!.redis), ids)
  const keys = await redis!.redis.keys(`${redis!.redis.options.keyPrefix}post_content:*`)
  const prefix = redis!.redis.options.keyPrefix!.length
  const ttls = await Promise.all(keys.map((key) => redis!.redis.ttl(key.slice(prefix))))
  assert.ok(ttls.length >= 3 && ttls.every((ttl) => ttl > 86_000 && ttl <= 90_000), `${ttls}`)
  assert.ok(new Set(ttls).size > 1)
})

test('after a day a post is read like any other', async () => {
  const id = await viral()
  const deps = freshProcess(null)
  await read(deps, [id])
  await counted.db.$executeRaw`update posts set viral_at = now() - interval '25 hours' where id = ${idOf(id)}`
  assert.equal(await costOf(() => read(deps, [id])), 2)
})

test('a Redis that is down costs a reader nothing but a failure that it does not see', async () => {
  const down = openRedis('redis://127.0.0.1:1', log)
  const deps = freshProcess(down)
  const ids = [await viral()]
  for (let time = 0; time < 5; time += 1) assert.equal((await read(deps, ids))[0].photos.length, 2)
  down.disconnect()
})

test('what a read costs', { skip: noRedis }, async (t) => {
  const viralIds = await Promise.all(Array.from({ length: 20 }, async () => idOf(await viral(3))))
  const plainIds = await Promise.all(Array.from({ length: 20 }, async () => idOf(await world.published(ann, 3))))
  const warm = freshProcess(redis!.redis)
  // A request's loaders, without the parsing of its query around them.
  const load = async (deps: PostDeps, ids: bigint[]) => {
    const loaders = createLoaders(deps, null)
    const posts = await Promise.all(ids.map((id) => loaders.postById.load(id)))
    for (const photos of await loaders.photosOf.loadMany(posts.map((post) => post!)))
      assert.equal((photos as unknown[]).length, 3)
  }
  await load(warm, viralIds)
  const cases = {
    'from SQL': () => load(warm, plainIds),
    'from Redis': () => load(freshProcess(redis!.redis), viralIds),
    'from memory': () => load(warm, viralIds),
  }
  const times = new Map<string, number[]>(Object.keys(cases).map((name) => [name, []]))
  const statements: string[] = []
  for (const [name, run] of Object.entries(cases)) statements.push(`${await costOf(run)} ${name}`)
  for (let round = 0; round < 61; round += 1) {
    for (const [name, run] of Object.entries(cases)) {
      const start = performance.now()
      await run()
      times.get(name)!.push(performance.now() - start)
    }
  }
  const medians = [...times].map(([name, all]) => `${all.sort((a, b) => a - b)[30]!.toFixed(2)} ms ${name}`)
  t.diagnostic(`20 posts of 3 photos: ${medians.join(', ')}; SQL statements: ${statements.join(', ')}`)
  assert.deepEqual(statements, ['2 from SQL', '1 from Redis', '1 from memory'])
})
