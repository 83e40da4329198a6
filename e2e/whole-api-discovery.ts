import assert from 'node:assert/strict'
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
