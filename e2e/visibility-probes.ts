import type { Client } from '@halide/local/client.ts'
import { Person } from './person.ts'

/** Somebody who looks, somebody who may not be seen, and a friend of that one, through whom else they can be met. */
export interface Scene {
  viewer: Client
  other: Person
  friend: Person
  postId: string
  photoId: string
  /** As it was served when the account was public. */
  imageUrl: string
  avatarUrl: string
  friendsPostId: string
  /** Of `other` on the friend's post. */
  commentId: string
  /** Of the friend on the post of `other`. */
  answerId: string
  /** Of the friend on the friend's post; `other` has replied to it. */
  threadId: string
  /** The friend's answer to the comment of `other`. */
  replyId: string
  /** Of `other`. */
  storyId: string
  storyPhotoId: string
  /** As it was served when the account was public. */
  storyImageUrl: string
  /** The viewer's own, which `other` has seen; null for who is not signed in. */
  ownStoryId: string | null
}

export const kinds = [
  ...(['person', 'count', 'post', 'listed post', 'comment', 'notice', 'comment notice', 'image', 'avatar'] as const),
  ...(['story', 'listed story', 'story image'] as const),
]
export type Kind = (typeof kinds)[number]

interface Way {
  /** The path of fields that shows it. */
  name: string
  shows: Kind
  /** Fields that show something to some viewers only: a stranger does not follow. */
  needs?: 'following' | 'signed in' | 'stranger'
}

/** Asked of the API, together with others. */
export interface Asked extends Way {
  /** One field at the top, and no variable but `$id`. */
  query: string
  id?: (scene: Scene) => string
  /** Seen in the answer, where nothing but the thing itself brings it: no id that was asked with. */
  text: (scene: Scene) => string
}

/** Tried alone. */
interface Tried extends Way {
  /** What it asks of the API, if it asks that. */
  query?: string
  sees(scene: Scene): Promise<boolean>
}

/** A way to meet something of `other`. */
export type Probe = Asked | Tried

export function answers(
  name: string,
  shows: Kind,
  query: string,
  seen: Pick<Asked, 'id' | 'text'>,
  needs?: Probe['needs'],
): Probe {
  return { name, shows, query, ...seen, ...(needs && { needs }) }
}

/** Whether the bytes door serves an image to everybody. */
export function servedAt(name: string, shows: Kind, addressOf: (scene: Scene) => string): Probe {
  return {
    name,
    shows,
    sees: async (scene) => {
      const response = await fetch(addressOf(scene))
      await response.body?.cancel()
      return response.ok
    },
  }
}

const handle = ({ other }: Scene) => `"${other.handle}"`
const caption = ({ other }: Scene) => `"caption of ${other.handle} #of_${other.handle}"`
const comment = ({ other }: Scene) => `"comment of ${other.handle}"`
const hashtag = ({ other }: Scene) => `"of_${other.handle}"`
const answer = ({ friend }: Scene) => `"comment of ${friend.handle}"`
const notice = ({ other }: Scene) => `of ${other.handle}"`
const ofOther = ({ other }: Scene) => other.id
const ofFriend = ({ friend }: Scene) => friend.id
const ofPost = ({ postId }: Scene) => postId
const ofFriendsPost = ({ friendsPostId }: Scene) => friendsPostId
const asked = (selection: string) => `query ($id: ID!) { ${selection} }`
const tagged = (selection: string) => `query ($id: String!) { hashtag(name: $id) { ${selection} } }`

const recommended = '{ recommendedUsers(first: 100) { edges { node { handle } } } }'

export const probes: readonly Probe[] = [
  answers('user', 'person', asked('user(id: $id) { handle }'), { id: ofOther, text: handle }),
  answers('userByHandle', 'person', 'query ($id: String!) { userByHandle(handle: $id) { handle displayName } }', {
    id: ({ other }) => other.handle,
    text: handle,
  }),
  answers('searchUsers', 'person', 'query ($id: String!) { searchUsers(query: $id) { edges { node { handle } } } }', {
    id: ({ other }) => other.handle,
    text: handle,
  }),
  answers('node: User', 'person', asked('node(id: $id) { __typename ... on User { handle } }'), {
    id: ofOther,
    text: () => '"User"',
  }),
  answers('nodes: User', 'person', 'query ($id: ID!) { nodes(ids: [$id]) { id ... on User { followerCount } } }', {
    id: ofOther,
    text: () => 'followerCount',
  }),
  answers('User.postCount', 'count', asked('node(id: $id) { ... on User { postCount } }'), {
    id: ofOther,
    text: () => '"postCount":1',
  }),
  answers('User.followers', 'person', asked('user(id: $id) { followers { edges { node { handle } } } }'), {
    id: ofFriend,
    text: handle,
  }),
  answers('User.following', 'person', asked('user(id: $id) { following { edges { node { handle } } } }'), {
    id: ofFriend,
    text: handle,
  }),
  answers(
    'followRequests',
    'person',
    '{ followRequests { edges { node { handle } } } }',
    { text: handle },
    'following',
  ),
  answers('Comment.author', 'comment', asked('post(id: $id) { comments { edges { node { author { handle } } } } }'), {
    id: ofFriendsPost,
    text: handle,
  }),
  answers('Post.comments', 'comment', asked('post(id: $id) { comments { edges { node { text } } } }'), {
    id: ofFriendsPost,
    text: comment,
  }),
  answers('node: Comment', 'comment', asked('node(id: $id) { ... on Comment { text author { handle } } }'), {
    id: ({ commentId }) => commentId,
    text: comment,
  }),
  answers(
    'Comment.replies',
    'comment',
    asked('node(id: $id) { ... on Comment { replies { edges { node { text } } } } }'),
    {
      id: ({ threadId }) => threadId,
      text: comment,
    },
  ),
  answers('Comment.mentions', 'person', asked('node(id: $id) { ... on Comment { mentions { user { handle } } } }'), {
    id: ({ threadId }) => threadId,
    text: handle,
  }),
  answers('Comment.parent', 'comment', asked('node(id: $id) { ... on Comment { parent { text } } }'), {
    id: ({ replyId }) => replyId,
    text: comment,
  }),
  answers('Comment.replyTo', 'comment', asked('node(id: $id) { ... on Comment { replyTo { text } } }'), {
    id: ({ replyId }) => replyId,
    text: comment,
  }),
  answers('User.avatar', 'person', asked('user(id: $id) { avatar { url } }'), { id: ofOther, text: () => '/avatars/' }),
  answers(
    'Comment.author.avatar',
    'comment',
    asked('post(id: $id) { comments { edges { node { author { avatar { url } } } } } }'),
    {
      id: ofFriendsPost,
      text: () => '/avatars/',
    },
  ),
  answers('post', 'post', asked('post(id: $id) { caption author { handle } }'), { id: ofPost, text: caption }),
  answers('node: Post', 'post', asked('node(id: $id) { ... on Post { caption likeCount } }'), {
    id: ofPost,
    text: () => 'likeCount',
  }),
  answers('Post.photos', 'post', asked('post(id: $id) { photos { altText image { url } } }'), {
    id: ofPost,
    text: () => '"url"',
  }),
  answers('nodes: Post', 'post', asked('nodes(ids: [$id]) { ... on Post { caption } }'), { id: ofPost, text: caption }),
  answers('node: Photo', 'post', asked('node(id: $id) { ... on Photo { width image { url } } }'), {
    id: ({ photoId }) => photoId,
    text: () => '"url"',
  }),
  answers('User.posts', 'post', asked('user(id: $id) { posts { edges { node { caption } } } }'), {
    id: ofOther,
    text: caption,
  }),
  answers('User.posts by node', 'post', asked('node(id: $id) { ... on User { posts { edges { node { id } } } } }'), {
    id: ofOther,
    text: ({ postId }) => postId,
  }),
  answers('Post.comments of the post', 'post', asked('post(id: $id) { comments { edges { node { text } } } }'), {
    id: ofPost,
    text: answer,
  }),
  answers('node: Comment on the post', 'post', asked('node(id: $id) { ... on Comment { text post { caption } } }'), {
    id: ({ answerId }) => answerId,
    text: answer,
  }),
  answers(
    'homeFeed',
    'listed post',
    '{ homeFeed { edges { node { caption author { handle } } } } }',
    { text: caption },
    'following',
  ),
  answers('Post.hashtags', 'post', asked('post(id: $id) { hashtags { name } }'), { id: ofPost, text: hashtag }),
  answers('savedPosts', 'post', '{ savedPosts { edges { node { caption } } } }', { text: caption }, 'signed in'),
  answers(
    'Collection.posts',
    'post',
    '{ collections { edges { node { posts { edges { node { caption } } } } } } }',
    { text: caption },
    'signed in',
  ),
  answers(
    'Collection.postCount',
    'post',
    '{ collections { edges { node { postCount } } } }',
    { text: () => '"postCount":1' },
    'signed in',
  ),
  answers('Hashtag.posts', 'listed post', tagged('posts { edges { node { caption author { handle } } } }'), {
    id: ({ other }) => `#of_${other.handle}`,
    text: caption,
  }),
  answers(
    'explore',
    'listed post',
    '{ explore(first: 100) { edges { node { caption author { handle } } } } }',
    { text: caption },
    'stranger',
  ),
  {
    name: 'recommendedUsers',
    shows: 'person',
    needs: 'stranger',
    query: recommended,
    sees: async (scene) => {
      // Not for who is not signed in; those see the person elsewhere all the same.
      if (!(scene.viewer instanceof Person)) return true
      const { data } = await scene.viewer.send(recommended)
      return JSON.stringify(data).includes(handle(scene))
    },
  },
  // The same to all viewers: it counts what everybody may see, as the image at its public address is seen.
  answers('Hashtag.postCount', 'image', tagged('postCount'), {
    id: ({ other }) => `#of_${other.handle}`,
    text: () => '"postCount":1',
  }),
  answers(
    'searchHashtags',
    'listed post',
    'query ($id: String!) { searchHashtags(prefix: $id) { edges { node { name } } } }',
    { id: ({ other }) => `of_${other.handle}`, text: hashtag },
  ),
  answers(
    'notifications',
    'notice',
    '{ notifications { edges { node { kind actor { handle } actors { handle } } } } }',
    { text: handle },
    'following',
  ),
  answers(
    'notifications: post',
    'post',
    '{ notifications { edges { node { kind post { caption } } } } }',
    { text: caption },
    'signed in',
  ),
  answers(
    'notifications: comment',
    'comment notice',
    '{ notifications { edges { node { kind comment { text } } } } }',
    { text: notice },
    'following',
  ),
  servedAt('the image at its public address', 'image', ({ imageUrl }) => imageUrl),
  {
    name: 'the picture of the account at its address',
    shows: 'avatar',
    // Only who may see it is asked here, not for its bytes.
    sees: async ({ avatarUrl }) => (await fetch(avatarUrl, { method: 'HEAD' })).ok,
  },
]
