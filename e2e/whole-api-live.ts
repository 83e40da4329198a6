import assert from 'node:assert/strict'
import { openLive } from '@halide/local/live-client.ts'
import { smallPhoto, tornPhoto } from './photos.ts'
import type { Cast } from './whole-api-pages.ts'

// What the journey of whole-api.test.ts hears at `GET /live`.

export async function live({ world, ada, ben }: Cast): Promise<void> {
  const address = world.graphqlUrl.replace(/graphql$/, 'live')
  if (world.redisUrl === null) return assert.rejects(openLive(address, ada.accessToken!), /503 .*SERVICE_UNAVAILABLE/)
  const [author, follower] = await Promise.all([ada, ben].map((person) => openLive(address, person.accessToken!)))
  for (const client of [author!, follower!]) assert.deepEqual(await client.next('state'), { live: true, missed: false })
  const { id } = await ada.post([await smallPhoto(19)], 'While you look')
  assert.deepEqual(await author!.next('post'), { id, status: 'READY' })
  assert.deepEqual(await follower!.next('feed'), { newPosts: 1 })
  assert.equal((await ben.homeFeed(1)).ids[0], id, 'what is told can be read')
  const torn = await ada.story(await tornPhoto())
  assert.deepEqual(await author!.next('story'), { id: torn.id, status: 'FAILED' })
  assert.deepEqual(follower!.waiting(), [], 'nothing of another’s own')
  await ben.mutate('likePost', { postId: id }, 'post { id }')
  assert.deepEqual(await author!.next('notifications'), {}, 'a like')
  await ben.mutate('createComment', { postId: id, text: 'Seen live' }, 'comment { id }')
  assert.deepEqual(await author!.next('notifications'), {}, 'a comment')
  await ada.mutate('deletePost', { postId: id }, 'deletedPostId')
  for (const client of [author!, follower!]) client.close()
}
