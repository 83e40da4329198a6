import assert from 'node:assert/strict'
import { until } from './until.ts'
import { type Cast, idsOf, type Page, pageInfo } from './whole-api-pages.ts'

// What the journey of whole-api.test.ts asks about finding things.

export async function hashtags({ ada, ben }: Cast): Promise<void> {
  type Tag = { id: string; name: string; postCount: number; viewerIsFollowing: boolean; posts: Page<{ id: string }> }
  const tag = `id name postCount viewerIsFollowing posts(first: 2) { edges { cursor node { id author { handle } } } ${pageInfo} }`
  const { hashtag } = await ben.gql<{ hashtag: Tag }>(`{ hashtag(name: "#Tiles") { ${tag} } }`)
  assert.partialDeepStrictEqual(hashtag, { name: 'tiles', postCount: 3, viewerIsFollowing: false })
  assert.equal(idsOf(hashtag.posts).length, 2)
  const followed = await ben.mutate('followHashtag', { name: 'tiles' }, 'hashtag { viewerIsFollowing }')
  assert.deepEqual(followed, { hashtag: { viewerIsFollowing: true }, userErrors: [] })
  const list = `edges { cursor node { name } } ${pageInfo}`
  type Lists = Record<'followedHashtags' | 'searchHashtags', Page<{ name: string }>>
  const lists = await ben.gql<Lists>(`{ followedHashtags { ${list} } searchHashtags(prefix: "ti") { ${list} } }`)
  for (const { edges } of Object.values(lists)) assert.deepEqual(edges[0]?.node, { name: 'tiles' })
  await ben.mutate('unfollowHashtag', { name: 'tiles' }, 'hashtag { name }')
  const named =
    'query ($id: ID!, $post: ID!) { node(id: $id) { ... on Hashtag { name } } post(id: $post) { hashtags { name } } }'
  const found = await ada.gql<object>(named, { id: hashtag.id, post: idsOf(hashtag.posts)[0] })
  assert.deepEqual(found, { node: { name: 'tiles' }, post: { hashtags: [{ name: 'tiles' }] } })
}

export async function saves({ ada, ben }: Cast): Promise<void> {
  const [postId = assert.fail()] = (await ben.homeFeed()).ids
  const saved = await ben.mutate('savePost', { postId }, 'post { viewerHasSaved }')
  assert.deepEqual(saved, { post: { viewerHasSaved: true }, userErrors: [] })
  type Made = { collection: { id: string } }
  const { collection } = await ben.mutate<Made>('createCollection', { name: 'Tiles' }, 'collection { id }')
  const collectionId = collection.id
  const added = await ben.mutate(
    'addToCollection',
    { collectionId, postId },
    'collection { name postCount createdAt } post { id }',
  )
  assert.partialDeepStrictEqual(added, { collection: { name: 'Tiles', postCount: 1 }, post: { id: postId } })
  const list = `edges { cursor node { id caption } } ${pageInfo}`
  type Saved = Page<{ id: string; caption: string }>
  const lists = await ben.gql<{ savedPosts: Saved; collections: Page<{ id: string; posts: Saved }> }>(
    `{ savedPosts { ${list} } collections { edges { cursor node { id posts { ${list} } } } ${pageInfo} } }`,
  )
  const [own = assert.fail()] = lists.collections.edges
  for (const page of [lists.savedPosts, own.node.posts]) assert.deepEqual(idsOf(page), [postId])
  const node = 'query ($id: ID!) { node(id: $id) { ... on Collection { name } } }'
  assert.deepEqual(await ben.gql(node, { id: collectionId }), { node: { name: 'Tiles' } })
  assert.deepEqual(await ada.gql(node, { id: collectionId }), { node: null })
  await ben.mutate('renameCollection', { collectionId, name: 'Floors' }, 'collection { name }')
  await ben.mutate('removeFromCollection', { collectionId, postId }, 'collection { postCount }')
  await ben.mutate('deleteCollection', { collectionId }, 'deletedCollectionId')
  await ben.mutate('unsavePost', { postId }, 'post { viewerHasSaved }')
}

export async function people({ world, ada, ben }: Cast): Promise<void> {
  type Found = { searchUsers: Page<{ id: string }> }
  const query = `query ($query: String!) { searchUsers(query: $query) { edges { cursor node { id handle } } ${pageInfo} } }`
  assert.deepEqual(idsOf((await ben.gql<Found>(query, { query: 'Ada' })).searchUsers), [ada.id])
  await ben.unfollow(ada)
  await world.sql(`select graphile_worker.add_job('rank_explore', '{}', job_key := 'rank_explore:all')`)
  type Top = { explore: Page<{ id: string }> & { isPaused: boolean }; recommendedUsers: Page<{ id: string }> }
  const top = `{ explore { edges { cursor node { id author { handle } } } ${pageInfo} isPaused }
    recommendedUsers { edges { cursor mutualCount node { id handle } } ${pageInfo} isPaused } }`
  await until(async () => idsOf((await ben.gql<Top>(top)).explore).length === 3)
  assert.deepEqual(idsOf((await ben.gql<Top>(top)).recommendedUsers), [ada.id])
  await ben.follow(ada)
}

export async function moderation({ world, ada, ben }: Cast): Promise<void> {
  const [postId = assert.fail()] = (await ben.homeFeed()).ids
  const reported = { subjectId: postId, reason: 'SPAM', note: 'again and again' }
  assert.deepEqual(await ben.mutate('report', reported, 'reportedId'), { reportedId: postId, userErrors: [] })
  await world.sql(`update users set role = 'MODERATOR' where handle = 'ben'`)
  await ben.signIn('ben', 'a password for journeys')
  const found = `id subjectId text isHidden reportCount openedAt closedAt reasons { reason count }
    subject { ... on Post { caption } ... on Story { id } ... on Comment { text } ... on User { handle } }
    reports { id reason note createdAt reporter { handle } }`
  type Queue = {
    viewerIsModerator: boolean
    viewerIsAdmin: boolean
    moderationQueue: Page<{ id: string; subjectId: string }>
  }
  const queue = `{ viewerIsModerator viewerIsAdmin moderationQueue { edges { cursor node { ${found} } } ${pageInfo} } }`
  const { viewerIsModerator, viewerIsAdmin, moderationQueue } = await ben.gql<Queue>(queue)
  const { node } = moderationQueue.edges.find(({ node: { subjectId } }) => subjectId === postId) ?? assert.fail()
  assert.deepEqual({ viewerIsModerator, viewerIsAdmin }, { viewerIsModerator: true, viewerIsAdmin: false })
  const none = { viewerIsModerator: false, viewerIsAdmin: false }
  assert.deepEqual(await ada.gql('{ viewerIsModerator viewerIsAdmin }'), none)
  assert.match(moderationQueue.edges[0]?.node.subjectId ?? '', /^story_/, 'the longest waiting')
  const byId = 'query ($id: ID!) { node(id: $id) { ... on ModerationCase { subjectId } } }'
  assert.deepEqual(await ben.gql(byId, { id: node.id }), { node: { subjectId: postId } })
  assert.deepEqual(await ada.gql(byId, { id: node.id }), { node: null })
  const see = 'query ($id: ID!) { post(id: $id) { id } }'
  for (const [action, seen] of [
    ['HIDE_POST', false],
    ['RESTORE_POST', true],
  ] as const) {
    await ben.mutate('decideReport', { caseId: node.id, action, note: 'a journey' }, `case { ${found} }`)
    const { post } = await ben.gql<{ post: object | null }>(see, { id: postId })
    assert.equal(post !== null, seen, action)
    assert.deepEqual(await ada.gql(see, { id: postId }), { post: { id: postId } })
  }
  const trail = `{ auditTrail(first: 2) { edges { cursor node { id action subjectId note createdAt moderator { handle } case { id } } } ${pageInfo} } }`
  const { auditTrail } = await ben.gql<{ auditTrail: Page<{ action: string }> }>(trail)
  assert.deepEqual(
    auditTrail.edges.map(({ node }) => node.action),
    ['RESTORE_POST', 'HIDE_POST'],
  )
}
