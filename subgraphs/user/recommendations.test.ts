import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { userSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let viewer: Viewer
const people = new Map<string, Viewer>()
before(async () => {
  stage = await createStage()
  viewer = await stage.makeUser('viewer')
  for (const handle of ['f1', 'f2', 'f3', 'both', 'one', 'asked', 'muted', 'blocked', 'hidden', 'star', 'bystander']) {
    people.set(handle, await stage.makeUser(handle))
  }
  for (const friend of ['f1', 'f2', 'f3']) await follow(viewer, friend)
  for (const [friend, followee] of [
    ['f1', 'both'],
    ['f2', 'both'],
    ['f1', 'one'],
    ['f1', 'f2'],
    ['f1', 'asked'],
    ['f1', 'muted'],
    ['f1', 'blocked'],
    ['f3', 'hidden'],
  ] as const) {
    await follow(people.get(friend)!, followee)
  }
  await follow(people.get('f1')!, 'viewer')
  const [me, id] = [viewer.userId, (handle: string) => people.get(handle)!.userId]
  const { db } = stage.deps
  await db.$executeRaw`insert into follow_requests (follower_id, followee_id) values (${me}, ${id('asked')})`
  await db.$executeRaw`insert into mutes (muter_id, muted_id) values (${me}, ${id('muted')})`
  await db.$executeRaw`insert into blocks (blocker_id, blocked_id) values (${id('blocked')}, ${me})`
  await db.$executeRaw`update users set suspended_at = now() where id = ${id('f3')}`
  await db.$executeRaw`insert into explore_generations (generation) values (1), (2)`
  await db.$executeRaw`
    insert into explore_posts values (1, 1, 1, ${id('bystander')}), (2, 1, 2, ${id('star')}), (2, 2, 3, ${id('f1')}), (2, 3, 4, ${me})`
})
after(() => stage.database.drop())

async function follow(follower: Viewer, followee: string): Promise<void> {
  const followeeId = (followee === 'viewer' ? viewer : people.get(followee)!).userId
  await stage.deps.db.follow.create({ data: { followerId: follower.userId, followeeId } })
}

interface Page {
  edges: { mutualCount: number; node: { handle: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  isPaused: boolean
}

async function recommended(as: Viewer, first = 20, after: string | null = null): Promise<Page> {
  const { recommendedUsers } = await stage.ask<{ recommendedUsers: Page }>(
    `query($first: Int!, $after: String) { recommendedUsers(first: $first, after: $after) {
      edges { mutualCount node { handle } } pageInfo { hasNextPage endCursor } isPaused } }`,
    { first, after },
    as,
  )
  return recommendedUsers
}

const namesIn = ({ edges }: Page) => edges.map(({ node, mutualCount }) => `${node.handle} ${mutualCount}`)

test('friends of friends come first, then authors of Explore, and nobody who is known, asked, muted, blocked or hidden', async () => {
  assert.deepEqual(namesIn(await recommended(viewer)), ['both 2', 'one 1', 'star 0'])
  const first = await recommended(viewer, 2)
  assert.deepEqual([namesIn(first), first.pageInfo.hasNextPage], [['both 2', 'one 1'], true])
  assert.deepEqual(namesIn(await recommended(viewer, 2, first.pageInfo.endCursor)), ['star 0'])
})

test('who follows nobody is recommended the authors of Explore', async () => {
  assert.deepEqual(namesIn(await recommended(people.get('bystander')!)), ['star 0', 'f1 0', 'viewer 0'])
})

test('switched off, the page is empty and says so; and it is for who is signed in', async () => {
  const { switches } = stage.deps
  stage.deps.switches = { isOn: async (name) => name !== 'RECOMMENDATIONS' }
  const page = await recommended(viewer)
  stage.deps.switches = switches
  assert.deepEqual([page.edges, page.isPaused, page.pageInfo.hasNextPage], [[], true, false])
  assert.equal((await recommended(viewer)).isPaused, false)
  const query = '{ recommendedUsers { edges { cursor } } }'
  const { errors } = await executeSubgraph(userSubgraph, stage.deps, { query })
  assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
})
