import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { executeSubgraph } from '@halide/subgraph-kit/index.ts'
import type { PostDeps } from './context.ts'
import { postSubgraph } from './subgraph.ts'
import { type Answer, enterPostWorld, type PostWorld, userRef } from './test-world.ts'

let world: PostWorld
let ann: bigint
const posts: string[] = []
before(async () => {
  world = await enterPostWorld()
  ann = await world.person()
  for (let count = 0; count < 20; count += 1) posts.push(await world.published(ann, 1 + (count % 3)))
})
after(() => world.database.drop())

const pageQuery = `query ($refs: [_Any!]!, $first: Int!, $after: String) {
  _entities(representations: $refs) { ... on User {
    postCount
    posts(first: $first, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
  } }
}`

async function page(viewer: bigint | null, author: bigint, first: number, after?: string) {
  const { _entities } = await world.ask(viewer, pageQuery, { refs: [userRef(author)], first, after })
  return _entities[0] as Answer
}

test("an account's posts come the latest first, page by page, each once, while new ones arrive", async () => {
  const seen: string[] = []
  let after: string | undefined
  const author = await world.person()
  const made: string[] = []
  for (let count = 0; count < 7; count += 1) made.unshift(await world.published(author))
  for (;;) {
    const { posts } = await page(null, author, 3, after)
    seen.push(...posts.edges.map(({ node }: Answer) => node.id))
    if (!posts.pageInfo.hasNextPage) break
    after = posts.pageInfo.endCursor
    await world.published(author)
  }
  assert.deepEqual(seen, made)
})

test('what is not READY is in the own list and in no count', async () => {
  const author = await world.person()
  await world.published(author)
  const upload = await world.stored(author)
  await world.createPost(author, { photos: [{ uploadId: upload.id }] })
  const own = await page(author, author, 10)
  const foreign = await page(ann, author, 10)
  assert.deepEqual([own.posts.edges.length, foreign.posts.edges.length], [2, 1])
  assert.deepEqual([own.postCount, foreign.postCount], [1, 1])
})

test('photos have their pixels, and addresses for each format and for the best one', async () => {
  const query = `query ($id: ID!) { post(id: $id) { publishedAt photos {
    id width large: image { width height url avif: url(format: AVIF) } small: image(size: THUMBNAIL) { width url(format: JPEG) }
  } } }`
  const { post } = await world.ask(null, query, { id: posts[1] })
  assert.equal(post.photos.length, 2)
  const [{ id, width, large, small }] = post.photos
  assert.equal(width, 2000)
  const at = `http://media.test/photos/${id}/1`
  assert.deepEqual({ ...large }, { width: 1080, height: 810, url: `${at}/large`, avif: `${at}/large.avif` })
  assert.deepEqual({ ...small }, { width: 150, url: `${at}/thumbnail.jpg` })
  assert.ok(Math.abs(Date.parse(post.publishedAt) - Date.now()) < 120_000)
})

test('posts with photos and images cost two statements, for twenty as for five', async () => {
  const { db, during } = openCountedDb(world.database.url)
  const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Post {
    id caption author { id } photos { altText image { url width } thumbnail: image(size: THUMBNAIL) { url } }
  } } }`
  const read = async (count: number) => {
    const refs = posts.slice(0, count).map((id) => ({ __typename: 'Post', id }))
    const deps: PostDeps = { ...world.deps, db }
    const { data } = await executeSubgraph(postSubgraph, deps, { query, variables: { refs } })
    const { _entities } = data as { _entities: Answer[] }
    assert.equal(_entities.filter(({ photos }) => photos[0].image.url).length, count)
  }
  const cost = async (count: number) => (await during(() => read(count))).length
  assert.deepEqual([await cost(5), await cost(20)], [2, 2])
  await db.$disconnect()
})

test('the lists and counts of many accounts cost two statements', async () => {
  const { _entities } = await world.ask(null, pageQuery, { refs: [userRef(ann), userRef(1n), userRef(ann)], first: 2 })
  assert.deepEqual(
    _entities.map(({ postCount, posts }: Answer) => [postCount, posts.edges.length]),
    [
      [20, 2],
      [0, 0],
      [20, 2],
    ],
  )
})
