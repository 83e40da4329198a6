import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '@halide/schema/ids.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

type Verb =
  | 'followUser'
  | 'unfollowUser'
  | 'blockUser'
  | 'unblockUser'
  | 'muteUser'
  | 'acceptFollowRequest'
  | 'removeFollower'

async function act(verb: Verb, viewer: Viewer, other: Viewer): Promise<string | undefined> {
  type Data = { it: { userErrors: { code: string }[] } }
  const query = `mutation($id: ID!) { it: ${verb}(input: { userId: $id }) { userErrors { code } } }`
  const { it } = await stage.ask<Data>(query, { id: encodeId('user', other.userId) }, viewer)
  return it.userErrors[0]?.code
}

async function pairOf(one: string, two: string): Promise<[Viewer, Viewer]> {
  return [await stage.makeUser(one), await stage.makeUser(two)]
}

async function counts({ userId }: Viewer): Promise<{ followers: number; following: number }> {
  const [row] = await stage.deps.db.$queryRaw<{ followers: number; following: number }[]>`
    select coalesce(sum(followers), 0)::int as followers, coalesce(sum(following), 0)::int as following
    from user_counters where user_id = ${userId}`
  return row!
}

test('a block ends follows both ways, counts them, and reaches both feeds', async () => {
  const [ann, ben] = await pairOf('ann', 'ben')
  await act('followUser', ann, ben)
  await act('followUser', ben, ann)
  assert.equal(await act('blockUser', ann, ben), undefined)
  assert.equal(await act('blockUser', ann, ben), undefined)
  const none = { followers: 0, following: 0 }
  assert.deepEqual([await counts(ann), await counts(ben)], [none, none])
  const people = await stage.deps.db.user.findMany({ where: { handle: { in: ['ann', 'ben'] } } })
  assert.deepEqual(
    people.map(({ feedEpoch }) => feedEpoch),
    [2, 2],
  )
})

test('who is blocked, either way, can do nothing to the other; who unblocks, can again', async () => {
  const [cat, dan] = await pairOf('cat', 'dan')
  await act('blockUser', cat, dan)
  for (const verb of ['followUser', 'muteUser', 'removeFollower', 'acceptFollowRequest', 'unfollowUser'] as const) {
    assert.equal(await act(verb, dan, cat), 'USER_NOT_FOUND', verb)
    assert.equal(await act(verb, cat, dan), 'USER_NOT_FOUND', verb)
  }
  // Not even that they are blocked.
  assert.equal(await act('blockUser', dan, cat), 'USER_NOT_FOUND')
  await act('unblockUser', cat, dan)
  assert.equal(await act('followUser', dan, cat), undefined)
  assert.equal(await act('followUser', cat, cat), 'CANNOT_FOLLOW_SELF')
  assert.equal(await act('blockUser', cat, cat), 'CANNOT_BLOCK_SELF')
  assert.equal(await act('muteUser', cat, cat), 'CANNOT_MUTE_SELF')
})

test('no follow outlives a block that comes at the same moment', async () => {
  for (let round = 0; round < 20; round++) {
    const [eve, fay] = await pairOf(`eve${round}`, `fay${round}`)
    const acts = [
      act('followUser', fay, eve),
      act('blockUser', eve, fay),
      act('followUser', fay, eve),
      act('blockUser', fay, eve),
    ]
    await Promise.all(acts)
    const left = await stage.deps.db.follow.count({ where: { followerId: { in: [eve.userId, fay.userId] } } })
    assert.equal(left, 0)
    assert.deepEqual(await counts(eve), { followers: 0, following: 0 })
  }
})

test('a private account is asked first; asking, taking back and answering again change nothing', async () => {
  const [gus, hal] = await pairOf('gus', 'hal')
  const following = () => stage.deps.db.follow.count({ where: { followerId: hal.userId } })
  await stage.ask('mutation { updateProfile(input: { isPrivate: true }) { user { isPrivate } } }', {}, gus)
  for (let time = 0; time < 2; time++) await act('followUser', hal, gus)
  assert.equal(await following(), 0)
  await act('unfollowUser', hal, gus)
  assert.equal(await act('acceptFollowRequest', gus, hal), 'REQUEST_NOT_FOUND')
  await act('followUser', hal, gus)
  for (let time = 0; time < 2; time++) assert.equal(await act('acceptFollowRequest', gus, hal), undefined)
  assert.equal(await following(), 1)
  // Who follows already need not ask.
  await act('followUser', hal, gus)
  assert.equal(await stage.deps.db.followRequest.count({ where: { followerId: hal.userId } }), 0)
  await act('removeFollower', gus, hal)
  assert.deepEqual([await following(), await counts(gus)], [0, { followers: 0, following: 0 }])
})
