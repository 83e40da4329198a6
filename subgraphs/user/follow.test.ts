import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { userSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
  stage.deps.metrics = { followed: () => followsCounted++ }
})
after(() => stage.database.drop())

interface Followed {
  user: { followerCount: number; viewerIsFollowing: boolean } | null
  userErrors: { code: string }[]
}

async function change(verb: 'follow' | 'unfollow', viewer: Viewer, userId: string | bigint): Promise<Followed> {
  const id = typeof userId === 'string' ? userId : encodeId('user', userId)
  const answer = await stage.ask<Record<'it', Followed>>(
    `mutation($id: ID!) { it: ${verb}User(input: { userId: $id }) {
      user { followerCount viewerIsFollowing } userErrors { code }
    } }`,
    { id },
    viewer,
  )
  return answer.it
}

async function counts(userId: bigint): Promise<{ followers: bigint; following: bigint }> {
  const [row] = await stage.deps.db.$queryRaw<{ followers: bigint; following: bigint }[]>`
    select coalesce(sum(followers), 0) as followers, coalesce(sum(following), 0) as following
    from user_counters where user_id = ${userId}`
  return row!
}

async function jobs(name: string, userId: bigint): Promise<number> {
  const rows = await stage.deps.db.$queryRaw<unknown[]>`
    select from graphile_worker.jobs where key = ${`${name}:${userId}`}`
  return rows.length
}

async function feedEpoch(id: bigint): Promise<number> {
  return (await stage.deps.db.user.findUniqueOrThrow({ where: { id } })).feedEpoch
}

let followsCounted = 0

test('following twice counts once, and unfollowing twice takes one back', async () => {
  const [ann, ben] = [await stage.makeUser('ann'), await stage.makeUser('ben')]
  const followed = { user: { followerCount: 1, viewerIsFollowing: true }, userErrors: [] }
  const unfollowed = { user: { followerCount: 0, viewerIsFollowing: false }, userErrors: [] }
  assert.deepEqual(await change('follow', ann, ben.userId), followed)
  assert.deepEqual(await change('follow', ann, ben.userId), followed)
  assert.equal(await feedEpoch(ann.userId), 1)
  assert.equal(await jobs('refresh_feed', ann.userId), 1)
  assert.deepEqual(followsCounted, 1)
  assert.deepEqual(await change('unfollow', ann, ben.userId), unfollowed)
  assert.deepEqual(await change('unfollow', ann, ben.userId), unfollowed)
  assert.equal(await feedEpoch(ann.userId), 2)
  assert.equal(await feedEpoch(ben.userId), 0)
  assert.equal(await jobs('move_celebrity', ben.userId), 0)
})

test('nobody follows themselves, what is not there, or what is no account', async () => {
  const [cat, gone] = [await stage.makeUser('cat'), await stage.makeUser('gone')]
  await stage.deps.db.user.update({ where: { id: gone.userId }, data: { deletedAt: new Date() } })
  const code = async (id: string | bigint) => (await change('follow', cat, id)).userErrors[0]?.code
  assert.equal(await code(cat.userId), 'CANNOT_FOLLOW_SELF')
  assert.equal(await code(gone.userId), 'USER_NOT_FOUND')
  assert.equal(await code(123n), 'USER_NOT_FOUND')
  assert.equal(await code(encodeId('post', cat.userId)), 'USER_NOT_FOUND')
  assert.deepEqual(await counts(gone.userId), { followers: 0n, following: 0n })
})

test('whoever is not signed in, or was deleted since, cannot follow', async () => {
  const [dan, late] = [await stage.makeUser('dan'), await stage.makeUser('late')]
  await stage.deps.db.user.update({ where: { id: late.userId }, data: { deletedAt: new Date() } })
  for (const viewer of [null, late]) {
    const { errors } = await executeSubgraph(userSubgraph, stage.deps, {
      query: `mutation { followUser(input: { userId: "${encodeId('user', dan.userId)}" }) { userErrors { code } } }`,
      viewer,
    })
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  }
})

test('fifty who follow one account at once, some twice and back, are counted exactly and never deadlock', async () => {
  const star = await stage.makeUser('star')
  const fans = await Promise.all(Array.from({ length: 50 }, (_, n) => stage.makeUser(`fan${n}`)))
  await Promise.all(
    fans.flatMap((fan) => [
      change('follow', fan, star.userId),
      change('follow', fan, star.userId),
      change('follow', star, fan.userId),
    ]),
  )
  assert.deepEqual(await counts(star.userId), { followers: 50n, following: 50n })
  await Promise.all(
    fans.slice(0, 20).flatMap((fan) =>
      Array(3)
        .fill(fan)
        .map((f) => change('unfollow', f, star.userId)),
    ),
  )
  assert.deepEqual(await counts(star.userId), { followers: 30n, following: 50n })
  assert.deepEqual(await counts(fans[0]!.userId), { followers: 1n, following: 0n })
})

test('near a threshold every change asks for the account to be looked at, far from it none does', async () => {
  const [eve, big, small] = [await stage.makeUser('eve'), await stage.makeUser('big'), await stage.makeUser('small')]
  const setFollowers = (userId: bigint, followers: number) =>
    stage.deps.db.userCounter.create({ data: { userId, shard: 0, followers } })
  await setFollowers(big.userId, 9_999)
  await setFollowers(small.userId, 5_000)
  await change('follow', eve, big.userId)
  await change('follow', eve, small.userId)
  assert.equal(await jobs('move_celebrity', big.userId), 1)
  assert.equal(await jobs('move_celebrity', small.userId), 0)

  await stage.deps.db.user.update({ where: { id: small.userId }, data: { reach: 'CELEBRITY' } })
  await change('unfollow', eve, small.userId)
  assert.equal(await jobs('move_celebrity', small.userId), 1)
})

test('paging through followers meets each once, the latest first, and no deleted account', async () => {
  const idol = await stage.makeUser('idol')
  const handles = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']
  for (const handle of handles) await change('follow', await stage.makeUser(handle), idol.userId)
  await stage.deps.db.user.updateMany({ where: { handle: 'p3' }, data: { deletedAt: new Date() } })

  interface Page {
    edges: { node: { handle: string } }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
  }
  const met: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const { user }: { user: { followers: Page } } = await stage.ask(
      `query($id: ID!, $after: String) { user(id: $id) { followers(first: 2, after: $after) {
        edges { node { handle } } pageInfo { hasNextPage hasPreviousPage endCursor }
      } } }`,
      { id: encodeId('user', idol.userId), after },
    )
    met.push(...user.followers.edges.map(({ node }) => node.handle))
    assert.equal(user.followers.pageInfo.hasPreviousPage, after !== null)
    after = user.followers.pageInfo.endCursor
    more = user.followers.pageInfo.hasNextPage
  }
  assert.deepEqual(met, ['p6', 'p5', 'p4', 'p2', 'p1'])
})

test('a deleted account is nowhere to be found', async () => {
  const hidden = await stage.makeUser('hidden')
  await stage.deps.db.user.update({ where: { id: hidden.userId }, data: { deletedAt: new Date() } })
  const id = encodeId('user', hidden.userId)
  const answer = await stage.ask(
    `query($id: ID!, $r: [_Any!]!) {
      viewer { id } user(id: $id) { id } userByHandle(handle: "hidden") { id }
      _entities(representations: $r) { ... on User { handle } }
    }`,
    { id, r: [{ __typename: 'User', id }] },
    hidden,
  )
  assert.deepEqual(answer, { viewer: null, user: null, userByHandle: null, _entities: [null] })
})

test('twenty accounts with counts and followers cost as many statements as five', async () => {
  const people = await Promise.all(Array.from({ length: 40 }, (_, n) => stage.makeUser(`crowd${n}`)))
  for (const [n, person] of people.entries()) await change('follow', person, people[(n + 20) % 40]!.userId)
  const counted = openCountedDb(stage.database.url)
  const cost = (amount: number) =>
    counted.during(async () => {
      const { errors, data } = await executeSubgraph(
        userSubgraph,
        { ...stage.deps, db: counted.db },
        {
          query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on User {
            handle followerCount followingCount viewerIsFollowing
            followers(first: 3) { edges { node { handle followerCount } } } following { edges { node { handle } } }
          } } }`,
          variables: {
            r: people.slice(0, amount).map(({ userId }) => ({ __typename: 'User', id: encodeId('user', userId) })),
          },
          viewer: people[0]!,
        },
      )
      assert.equal(errors, undefined)
      const { _entities: entities } = data as { _entities: { followerCount: number }[] }
      assert.ok(entities.every(({ followerCount }) => followerCount === 1))
    })
  const [five, twenty] = [await cost(5), await cost(20)]
  await counted.db.$disconnect()
  assert.equal(twenty.length, five.length)
  assert.equal(five.length, 5, five.join('\n'))
})
