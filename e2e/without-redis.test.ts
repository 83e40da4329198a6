import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { smallPhoto } from './photos.ts'
import { startWorld, type World } from './world.ts'

let world: World
before(async () => {
  world = await startWorld({ redis: false })
})
after(() => world?.stop())

test('without any Redis every process is ready', async () => {
  assert.equal(world.redisUrl, null)
  for (const name of ['gateway', 'feed', 'worker', 'media'] as const) {
    assert.equal((await fetch(`${world.url(name)}/health/ready`)).status, 200, name)
  }
})

test('without any Redis a post reaches its followers, pages, and leaves with unfollow and delete', async () => {
  const [ada, ben, eve] = await Promise.all(['ada', 'ben', 'eve'].map((handle) => world.person(handle)))
  await Promise.all([ben!.follow(ada!), ben!.follow(eve!)])
  const ids: string[] = []
  for (const [seed, author] of [ada!, eve!, ada!].entries()) {
    const { id } = await author.post([await smallPhoto(seed)])
    assert.equal((await author.processed(id)).status, 'READY')
    ids.unshift(id)
  }
  const first = await ben!.homeFeed(2)
  assert.deepEqual(first.ids, ids.slice(0, 2))
  assert.equal(first.hasNextPage, true)
  assert.deepEqual((await ben!.homeFeed(2, first.endCursor)).ids, ids.slice(2))
  await ben!.unfollow(eve!)
  assert.deepEqual((await ben!.homeFeed()).ids, [ids[0], ids[2]])
  await ada!.mutate('deletePost', { postId: ids[0] }, 'deletedPostId')
  assert.deepEqual((await ben!.homeFeed()).ids, [ids[2]])
})
