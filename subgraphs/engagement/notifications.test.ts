import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { engagementSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let author: Viewer
let reader: Viewer
before(async () => {
  stage = await createStage()
  author = await stage.makeUser()
  reader = await stage.makeUser()
})
after(() => stage.database.drop())

interface Page {
  edges: {
    cursor: string
    node: { id: string; kind: string; actor: { id: string }; post: { id: string }; isRead: boolean }
  }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const query = `query($first: Int!, $after: String) { notifications(first: $first, after: $after) {
  edges { cursor node { id kind actor { id } post { id } createdAt isRead } } pageInfo { hasNextPage endCursor }
} }`

async function page(first: number, after: string | null = null, viewer = reader): Promise<Page> {
  return (await stage.ask<{ notifications: Page }>(query, { first, after }, viewer)).notifications
}

/** Posts of which the reader was told, the latest first. */
async function told(amount: number, actor = author, to = reader): Promise<string[]> {
  const posts: string[] = []
  for (let n = 0; n < amount; n += 1) {
    const id = await stage.makePost(actor)
    const postId = decodeId('post', id)!
    const data = { userId: to.userId, kind: 'POST_PUBLISHED', subjectId: postId, postId } as const
    await stage.database.db.notification.create({ data })
    posts.unshift(id)
  }
  return posts
}

test('people page through their own notifications, the latest first', async () => {
  const posts = await told(5)
  await told(1, reader, author)
  const met: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const { edges, pageInfo } = await page(2, after)
    for (const { node } of edges) {
      assert.deepEqual(
        [node.kind, node.actor.id, node.isRead],
        ['POST_PUBLISHED', encodeId('user', author.userId), false],
      )
      met.push(node.post.id)
    }
    after = pageInfo.endCursor
    more = pageInfo.hasNextPage
  }
  assert.deepEqual(met, posts)
})

test('what may not be seen any more is left out, and the page is filled from below', async () => {
  const viewer = await stage.makeUser()
  const posts = await told(6, author, viewer)
  const leaver = await stage.makeUser()
  await told(1, leaver, viewer)
  const shown = async () => (await page(3, null, viewer)).edges.map(({ node }) => node.post.id)
  const setDeleted = (post: string, at: Date | null) =>
    stage.database.db.post.update({ where: { id: decodeId('post', post)! }, data: { deletedAt: at } })
  await stage.deps.db.$executeRaw`update users set deleted_at = now() where id = ${leaver.userId}`
  assert.deepEqual(await shown(), posts.slice(0, 3))
  for (const post of posts.slice(0, 2)) await setDeleted(post, new Date())
  assert.deepEqual(await shown(), posts.slice(2, 5))
  await setDeleted(posts[0]!, null)
  assert.deepEqual(await shown(), [posts[0], posts[2], posts[3]])
})

test('a page is one statement, however long it is; nobody signed in has none', async () => {
  const counted = openCountedDb(stage.database.url)
  const cost = (first: number) =>
    counted.during(async () => {
      const request = { query, variables: { first }, viewer: reader }
      const { errors } = await executeSubgraph(engagementSubgraph, { ...stage.deps, db: counted.db }, request)
      assert.equal(errors, undefined)
    })
  assert.deepEqual([(await cost(1)).length, (await cost(5)).length], [1, 1])
  await counted.db.$disconnect()
  const { errors } = await executeSubgraph(engagementSubgraph, stage.deps, { query, variables: { first: 1 } })
  assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
})
