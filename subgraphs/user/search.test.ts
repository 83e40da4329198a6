import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { userSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let viewer: Viewer
before(async () => {
  stage = await createStage()
  viewer = await stage.makeUser('the.viewer')
})
after(() => stage.database.drop())

interface Page {
  edges: { node: { handle: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

async function page(query: string, first = 20, after: string | null = null, as: Viewer | null = viewer): Promise<Page> {
  const { searchUsers } = await stage.ask<{ searchUsers: Page }>(
    `query($query: String!, $first: Int!, $after: String) {
      searchUsers(query: $query, first: $first, after: $after) { edges { node { handle } } pageInfo { hasNextPage endCursor } }
    }`,
    { query, first, after },
    as,
  )
  return searchUsers
}

const search = async (query: string, as: Viewer | null = viewer) =>
  (await page(query, 20, null, as)).edges.map(({ node }) => node.handle)

async function named(handle: string, displayName: string): Promise<Viewer> {
  const user = await stage.makeUser(handle)
  await stage.deps.db.user.update({ where: { id: user.userId }, data: { displayName } })
  return user
}

const follow = (follower: Viewer, followee: Viewer) =>
  stage.deps.db.follow.create({ data: { followerId: follower.userId, followeeId: followee.userId } })

test('the exact handle is first, then what begins so, those followed first, then what is alike', async () => {
  await named('lumen', 'Somebody')
  await named('lumenaria', 'Else')
  const known = await named('lumen.daily', 'Daily')
  await named('zoe', 'Lumen Zoe')
  await named('the_lumens', 'Infix')
  const friend = await named('xlumenx', 'A friend')
  for (const followed of [known, friend]) await follow(viewer, followed)
  const found = await search('Lumen')
  assert.deepEqual(found.slice(0, 2), ['lumen', 'lumen.daily'])
  assert.deepEqual(found.slice(2, 4).sort(), ['lumenaria', 'zoe'])
  assert.deepEqual(found.slice(4), ['xlumenx', 'the_lumens'])
  assert.deepEqual(await search('@lumen'), found)
  assert.ok((await search('lumne')).includes('lumen'), 'letters swapped')
})

test('case and accents do not matter, nor signs that mean something to a pattern', async () => {
  await named('bruno.s', 'Bruno Sá Çelik')
  for (const text of ['bruno sa', 'BRUNO SÁ', ' Bruno Sa\u0301 ', 'celik']) {
    assert.deepEqual(await search(text), ['bruno.s'], text)
  }
  for (const text of ['', ' ', '@', '%%%', '\\', "'; --", '\0']) assert.deepEqual(await search(text), [], text)
  await assert.rejects(search('x'.repeat(101)))
})

test('nobody finds who may not be seen, and a private account is found', async () => {
  const sought = await named('quillon', 'Quillon')
  const { db } = stage.deps
  await db.$executeRaw`update users set private_since = now() where id = ${sought.userId}`
  for (const as of [viewer, null]) assert.deepEqual(await search('quill', as), ['quillon'])
  await db.$executeRaw`insert into blocks (blocker_id, blocked_id) values (${sought.userId}, ${viewer.userId})`
  assert.deepEqual(
    [await search('quill'), await search('quillon'), await search('quillon', null)],
    [[], [], ['quillon']],
  )
  await db.$executeRaw`update users set suspended_at = now() where id = ${sought.userId}`
  assert.deepEqual(await search('quillon', null), [])
})

test('paging meets each once, and ends', async () => {
  for (let n = 0; n < 7; n += 1) await named(`pager${n}`, 'Pager')
  const met: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const found: Page = await page('pager', 3, after)
    met.push(...found.edges.map(({ node }) => node.handle))
    more = found.pageInfo.hasNextPage
    after = found.pageInfo.endCursor
  }
  assert.deepEqual([met.length, new Set(met).size], [7, 7])
})

test('among very many people, one letter and a common name are found in time', async (t) => {
  const { db } = stage.deps
  await db.$executeRaw`
    insert into users (handle, email, password_hash, display_name)
    select 'maria' || n, 'm' || n || '@halide.example', '-', (array['Maria', 'Mário', 'Anna-Maria'])[1 + n % 3] || ' ' || md5(n::text)
    from generate_series(1, 30000) n`
  await db.$executeRaw`analyze users`
  for (const text of ['m', 'ma', 'maria', 'maria 7', 'Anna-Maria']) {
    const start = performance.now()
    const { edges } = await page(text, 100)
    t.diagnostic(`"${text}": ${edges.length} in ${Math.round(performance.now() - start)} ms`)
    assert.equal(edges.length, 100)
    assert.ok(performance.now() - start < 2_000)
  }
  const { errors } = await executeSubgraph(userSubgraph, stage.deps, {
    query: `{ searchUsers(query: "${'m'.repeat(101)}") { edges { cursor } } }`,
  })
  assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT')
})
