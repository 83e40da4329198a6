import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { passportHeader, sealPassport } from '@halide/schema/passport.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { createCountViews } from './count-views.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let author: Viewer
before(async () => {
  stage = await createStage()
  author = await stage.makeUser()
})
after(() => stage.database.drop())

const mutation = `mutation($postIds: [ID!]!) {
  recordViews(input: { postIds: $postIds }) { postIds userErrors { code field } }
}`

interface Outcome {
  postIds: string[]
  userErrors: { code: string; field: string[] }[]
}

async function look(postIds: string[], viewer: Viewer | null = null): Promise<Outcome> {
  return (await stage.ask<{ recordViews: Outcome }>(mutation, { postIds }, viewer)).recordViews
}

async function viewCounts(postIds: string[], viewer: Viewer | null = null): Promise<number[]> {
  const { _entities } = await stage.ask<{ _entities: { viewCount: number }[] }>(
    'query($r: [_Any!]!) { _entities(representations: $r) { ... on Post { viewCount } } }',
    { r: postIds.map((id) => ({ __typename: 'Post', id })) },
    viewer,
  )
  return _entities.map((post) => post.viewCount)
}

test('a view counts at once, signed in or not, and again when somebody looks again', async () => {
  const [seen, unseen] = [await stage.makePost(author), await stage.makePost(author)]
  assert.deepEqual(await look([seen, seen]), { postIds: [seen], userErrors: [] })
  assert.deepEqual(await viewCounts([seen, unseen]), [1, 0])
  for (const viewer of [null, author, await stage.makeUser()]) await look([seen], viewer)
  assert.deepEqual(await viewCounts([seen, unseen]), [4, 0])
  assert.match(await stage.registry.metrics(), /instagram_views_total\{.*\} 4$/m)
})

test('what the viewer may not see is not counted, and the rest is', async () => {
  const [post, unready, deleted] = [
    await stage.makePost(author),
    await stage.makePost(author, 'PROCESSING'),
    await stage.makePost(author),
  ]
  await stage.deps.db.$executeRaw`update posts set deleted_at = now() where id = ${decodeId('post', deleted)}`
  const ids = [deleted, post, unready, encodeId('post', 999_999n), encodeId('user', author.userId), 'x']
  assert.deepEqual((await look(ids)).postIds, [post])
  assert.deepEqual((await look(ids, author)).postIds, [post, unready])
  assert.deepEqual(await viewCounts([post, unready], author), [2, 1])
})

test('a call takes 1 to 100 posts', async () => {
  const post = await stage.makePost(author)
  for (const amount of [0, 101]) {
    const refused = await look(Array.from({ length: amount }, () => post))
    assert.deepEqual(refused, { postIds: [], userErrors: [{ code: 'INVALID', field: ['postIds'] }] })
  }
  assert.deepEqual((await look(Array.from({ length: 100 }, () => post))).postIds, [post])
})

test('a thousand views at the same time are one statement and one row a post', async () => {
  const counted = openCountedDb(stage.database.url)
  const countViews = createCountViews(counted.db, stage.deps.metrics)
  const posts = await Promise.all([1, 2].map(() => stage.makePost(author)))
  const ids = posts.map((id) => decodeId('post', id)!)
  const statements = await counted.during(() => Promise.all(Array.from({ length: 500 }, () => countViews(ids))))
  assert.equal(statements.length, 1, statements.join('\n'))
  assert.equal(await counted.db.postViewBatch.count({ where: { postId: { in: ids } } }), 2)
  assert.deepEqual(await viewCounts(posts), [500, 500])
  await counted.db.$disconnect()
})

test('views that cannot be written are not acknowledged', async () => {
  const counted = openCountedDb(stage.database.url.replace(/\/[^/]+$/, '/no_such_database'))
  const countViews = createCountViews(counted.db, stage.deps.metrics)
  await assert.rejects(countViews([1n, 2n]))
  await counted.db.$disconnect()
})

const gatewaySecret = 'the gateway and its subgraphs know this'
const started = new Set<ChildProcess>()
after(() => {
  for (const child of started) child.kill('SIGKILL')
})

/** The subgraph in a process of its own; answers where it listens. */
async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [`${import.meta.dirname}/main.ts`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { DATABASE_URL: stage.database.url, GATEWAY_SECRET: gatewaySecret, PORT: '0', NODE_NO_WARNINGS: '1' },
  })
  started.add(child)
  for await (const line of createInterface(child.stdout!)) {
    const { msg, url } = JSON.parse(line) as Record<string, string>
    if (msg !== 'ready') continue
    child.stdout!.resume()
    return { child, url: url! }
  }
  throw new Error('the process ended before it was ready')
}

test('a process killed under load has counted every view that it acknowledged', async (t) => {
  const post = await stage.makePost(author)
  const passport = sealPassport(
    { requestId: 'r1', viewer: null, caller: { client: null, address: '127.0.0.1' }, expiresAt: Date.now() + 60_000 },
    gatewaySecret,
  )
  const body = JSON.stringify({ query: mutation, variables: { postIds: [post] } })
  let [sent, acknowledged] = [0, 0]
  for (let kills = 0; kills < 3; kills += 1) {
    const { child, url } = await startProcess()
    const before = acknowledged
    const look = async (): Promise<void> => {
      sent += 1
      const headers = { 'content-type': 'application/json', [passportHeader]: passport }
      const answer = await fetch(url, { method: 'POST', headers, body })
        .then((response) => response.json() as Promise<{ data: { recordViews: Outcome } }>)
        .catch(() => null)
      if (answer?.data.recordViews.postIds.length !== 1) return
      acknowledged += 1
      return look()
    }
    const looking = Promise.all(Array.from({ length: 30 }, look))
    while (acknowledged < before + 200) await sleep(5)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await looking
  }
  const [counted] = (await viewCounts([post])) as [number]
  t.diagnostic(`${sent} views sent, ${acknowledged} acknowledged, ${counted} counted`)
  assert.ok(counted >= acknowledged && counted <= sent)
})
