import assert from 'node:assert/strict'
import { type Cast, idsOf, type Page, pageInfo } from './whole-api-pages.ts'

// What the journey of whole-api.test.ts asks about conversations below posts.

export async function conversation({ ada, ben }: Cast): Promise<void> {
  const [postId = assert.fail()] = (await ben.homeFeed()).ids
  const say = async (who: typeof ada, text: string, replyTo?: string) => {
    const selection = 'comment { id parent { id } replyTo { id } }'
    return (await who.mutate<{ comment: { id: string } }>('createComment', { postId, text, replyTo }, selection))
      .comment
  }
  const { id } = await say(ben, 'Which lens?')
  const reply = await say(ada, 'An old one.', id)
  assert.deepEqual(reply, { id: reply.id, parent: { id }, replyTo: { id } })
  const again = await say(ben, 'It shows, @ada.', reply.id)
  type Mentioning = { node: { mentions: { user: { handle: string }; start: number; end: number }[] } }
  const mentions = 'query ($id: ID!) { node(id: $id) { ... on Comment { mentions { user { handle } start end } } } }'
  const { node: mentioning } = await ben.gql<Mentioning>(mentions, { id: again.id })
  assert.deepEqual(mentioning.mentions, [{ user: { handle: 'ada' }, start: 10, end: 14 }])
  type Thread = { parent: null; replyTo: null; replyCount: number; replies: Page<{ id: string }> }
  const query = `query ($id: ID!) { node(id: $id) { ... on Comment { parent { id } replyTo { id } replyCount
    replies(first: 2) { edges { cursor node { id } } ${pageInfo} } } } }`
  const { node } = await ben.gql<{ node: Thread }>(query, { id })
  assert.deepEqual([node.parent, node.replyTo, node.replyCount], [null, null, 2])
  assert.deepEqual(idsOf(node.replies), [reply.id, again.id])

  const enable = 'post { commentsEnabled }'
  const closed = await ada.mutate('setCommentsEnabled', { postId, enabled: false }, enable)
  assert.deepEqual(closed, { post: { commentsEnabled: false }, userErrors: [] })
  await assert.rejects(say(ben, 'Hello?'), /COMMENTS_CLOSED/)
  await ada.mutate('setCommentsEnabled', { postId, enabled: true }, enable)
  const count = 'deletedCommentId post { commentCount }'
  const deleted = await ben.mutate('deleteComment', { commentId: id }, count)
  assert.deepEqual(deleted, { deletedCommentId: id, post: { commentCount: 2 }, userErrors: [] })
}

/** Pushes are not set up here: what they do has its own test beside the job. */
export async function pushes({ ben }: Cast): Promise<void> {
  const endpoint = 'https://push.example/ben'
  assert.deepEqual(await ben.gql('{ pushPublicKey }'), { pushPublicKey: null })
  const register = `mutation ($input: RegisterPushSubscriptionInput!) { registerPushSubscription(input: $input) {
    endpoint userErrors { code field message } } }`
  type Registered = { registerPushSubscription: { endpoint: null; userErrors: { code: string }[] } }
  const { registerPushSubscription: refused } = await ben.gql<Registered>(register, {
    input: { endpoint, p256dh: 'x', auth: 'x' },
  })
  assert.deepEqual([refused.endpoint, refused.userErrors[0]?.code], [null, 'PUSH_UNAVAILABLE'])
  assert.deepEqual(await ben.mutate('removePushSubscription', { endpoint }, 'endpoint'), { endpoint, userErrors: [] })
}
