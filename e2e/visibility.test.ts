import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from '@halide/local/client.ts'
import { decodeId } from '@halide/schema/ids.ts'
import { avatarPath } from '@halide/schema/image-paths.ts'
import { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import { look } from './visibility-look.ts'
import { type Kind, kinds, type Probe, probes as probesOfPosts, type Scene } from './visibility-probes.ts'
import { storyProbes } from './visibility-probes-stories.ts'
import { setStories } from './visibility-stories.ts'
import { type Outcome, tableOf } from './visibility-table.ts'
import { startWorld, type World } from './world.ts'

// Who must not see a person or a post sees them in no field of the API, on the first read after the act.

let world: World
before(async () => {
  // The media door remembers for so long what was public.
  world = await startWorld({ subgraphsInProcess: true, env: { IMAGE_VISIBILITY_TTL_MS: '1' } })
})
after(() => world?.stop())

const probes: readonly Probe[] = [...probesOfPosts, ...storyProbes]

/** What takes something from a viewer's eyes, and of what kind. */
interface Act {
  name: string
  hides: readonly Kind[]
  /** Whether the viewer follows the other before. */
  follows: boolean
  signedIn?: boolean
  act(scene: Scene): Promise<unknown>
}

const storyKinds = ['story', 'listed story', 'story image'] as const

const acts: readonly Act[] = [
  {
    name: 'post deleted',
    hides: ['count', 'post', 'listed post', 'image'],
    follows: true,
    act: ({ other, postId }) => other.mutate('deletePost', { postId }, 'deletedPostId'),
  },
  {
    name: 'account deleted',
    hides: kinds,
    follows: true,
    act: ({ other }) => other.mutate('deleteAccount', { password: 'a password for journeys' }, 'restorableUntil'),
  },
  {
    name: 'account suspended',
    hides: kinds,
    follows: true,
    act: ({ other }) => world.sql('update users set suspended_at = now() where handle = $1', [other.handle]),
  },
  {
    name: 'post moderated',
    hides: ['count', 'post', 'listed post', 'image'],
    follows: true,
    act: ({ other }) =>
      world.sql(
        `update posts set moderated_at = now() from users where author_id = users.id and handle = $1 and kind = 'POST'`,
        [other.handle],
      ),
  },
  {
    name: 'comments moderated',
    hides: ['comment', 'comment notice'],
    follows: true,
    act: ({ other }) =>
      world.sql('update comments set moderated_at = now() from users where author_id = users.id and handle = $1', [
        other.handle,
      ]),
  },
  {
    name: 'blocked',
    hides: ['person', 'count', 'post', 'listed post', 'comment', 'story', 'listed story', 'notice', 'comment notice'],
    follows: true,
    act: ({ other, viewer }) => other.mutate('blockUser', { userId: (viewer as Person).id }, 'blockedUserId'),
  },
  {
    name: 'blocked, not following',
    hides: ['person', 'count', 'post', 'listed post', 'comment', 'story', 'listed story'],
    follows: false,
    act: ({ other, viewer }) => other.mutate('blockUser', { userId: (viewer as Person).id }, 'blockedUserId'),
  },
  {
    name: 'blocking',
    hides: ['person', 'count', 'post', 'listed post', 'comment', 'story', 'listed story', 'notice', 'comment notice'],
    follows: true,
    act: ({ other, viewer }) => viewer.mutate('blockUser', { userId: other.id }, 'blockedUserId'),
  },
  {
    name: 'muted',
    hides: ['listed post', 'listed story', 'notice', 'comment notice'],
    follows: true,
    act: ({ other, viewer }) => viewer.mutate('muteUser', { userId: other.id }, 'user { id }'),
  },
  {
    name: 'private, following',
    hides: ['image', 'story image'],
    follows: true,
    act: ({ other }) => goPrivate(other),
  },
  {
    name: 'private, not following',
    hides: ['post', 'listed post', 'image', 'story', 'story image'],
    follows: false,
    act: ({ other }) => goPrivate(other),
  },
  {
    name: 'private, not signed in',
    hides: ['post', 'listed post', 'image', 'story', 'story image'],
    follows: false,
    signedIn: false,
    act: ({ other }) => goPrivate(other),
  },
  {
    name: 'story deleted',
    hides: storyKinds,
    follows: true,
    act: ({ other, storyId }) => other.mutate('deleteStory', { storyId }, 'deletedStoryId'),
  },
  {
    name: 'story moderated',
    hides: storyKinds,
    follows: true,
    act: ({ other }) =>
      world.sql(
        `update posts set moderated_at = now() from users where author_id = users.id and handle = $1 and kind = 'STORY'`,
        [other.handle],
      ),
  },
  {
    name: 'story expired',
    hides: storyKinds,
    follows: true,
    act: ({ other }) =>
      world.sql('update stories set expires_at = now() from users where author_id = users.id and handle = $1', [
        other.handle,
      ]),
  },
]

function goPrivate(person: Person): Promise<unknown> {
  return person.mutate('updateProfile', { isPrivate: true }, 'user { isPrivate }')
}

async function setScene(n: number, { follows, signedIn = true }: Act): Promise<Scene> {
  const [other, friend] = await Promise.all([world.person(`other${n}`), world.person(`friend${n}`)])
  const viewer = signedIn ? await world.person(`viewer${n}`) : new Client(world.graphqlUrl)
  await Promise.all([other.follow(friend), friend.follow(other)])
  // Whoever does not follow the other follows a friend of theirs: recommended, whatever is ranked meanwhile.
  if (viewer instanceof Person) await viewer.follow(follows ? other : friend)
  const [{ id: postId }, { id: friendsPostId }, stories] = await Promise.all([
    other.post([await smallPhoto(n)], `caption of ${other.handle} #of_${other.handle}`),
    friend.post([await smallPhoto(100 + n)], 'of a friend'),
    setStories(world, n, viewer, other),
  ])
  await Promise.all([other.processed(postId), friend.processed(friendsPostId)])
  if (viewer instanceof Person) await keep(viewer, postId)
  const comment = async (by: Person, on: string, replyTo?: string, text = `comment of ${by.handle}`) => {
    type Result = { comment: { id: string } }
    const input = { postId: on, text, replyTo }
    return (await by.mutate<Result>('createComment', input, 'comment { id }')).comment.id
  }
  const [commentId, answerId] = await Promise.all([comment(other, friendsPostId), comment(friend, postId)])
  if (viewer instanceof Person) await comment(friend, postId, undefined, `look, @${viewer.handle}`)
  const threadId = await comment(friend, friendsPostId, undefined, `see @${other.handle}`)
  const [replyId] = await Promise.all([
    comment(friend, friendsPostId, commentId),
    comment(other, friendsPostId, threadId),
  ])
  if (follows && viewer instanceof Person) {
    const hello = await comment(viewer, friendsPostId, undefined, 'hello')
    await comment(other, friendsPostId, hello, `@${viewer.handle}, an answer of ${other.handle}`)
    await goPrivate(viewer)
    await other.follow(viewer)
  }
  type Photos = { post: { photos: { id: string; image: { url: string } }[] } }
  const query = 'query ($id: ID!) { post(id: $id) { photos { id image(size: THUMBNAIL) { url } } } }'
  const { post } = await other.gql<Photos>(query, { id: postId })
  const { id: photoId, image } = post.photos[0]!
  const ids = { postId, photoId, friendsPostId, commentId, answerId, threadId, replyId }
  const avatarUrl = `${world.mediaUrl}${await givePicture(other)}`
  return { viewer, other, friend, imageUrl: image.url, avatarUrl, ...ids, ...stories }
}

/** The rows of a picture: who may see it is decided by them alone. Answers its path. */
async function givePicture({ handle }: Person): Promise<string> {
  const [row] = await world.sql<{ id: string }>(
    `insert into avatars (user_id, upload_id, original_key, status) select id, id, '', 'READY' from users where handle = $1 returning id`,
    [handle],
  )
  await world.sql(
    `insert into avatar_renditions values ($1, 'LARGE', 'JPEG', 320, 320, 1, '\\x00', 'avatars/' || $2)`,
    [row!.id, row!.id],
  )
  return avatarPath({ avatarId: BigInt(row!.id), size: 'LARGE', format: 'JPEG' })
}

/** Saves a post, also into a collection. */
async function keep(viewer: Person, postId: string): Promise<void> {
  type Made = { collection: { id: string } }
  const { collection } = await viewer.mutate<Made>('createCollection', { name: 'kept' }, 'collection { id }')
  await viewer.mutate('addToCollection', { collectionId: collection.id, postId }, 'post { id }')
}

/** What was seen after each act. */
const outcomes: Outcome[] = []

for (const [n, act] of acts.entries()) {
  test(`${act.name}: hides ${act.hides.join(', ')}, and nothing else`, { timeout: 180_000 }, async (t) => {
    const scene = await setScene(n, act)
    const looks = { following: act.follows, stranger: !act.follows, 'signed in': act.signedIn !== false }
    const asked = probes.filter(({ needs }) => !needs || looks[needs])
    if (act.follows) await inFeed(scene)
    else await inExplore(scene)
    const before = await look(scene, asked)
    for (const [index, { name }] of asked.entries()) assert.equal(before[index], true, `${name} before`)
    await act.act(scene)
    const after = await look(scene, asked)
    for (const [index, probe] of asked.entries()) {
      const sees = after[index]!
      assert.equal(sees, !act.hides.includes(probe.shows), `${probe.name} after`)
      outcomes.push({ field: probe.name, act: act.name, sees })
    }
    if (act === acts.at(-1)) t.diagnostic(tableOf(outcomes))
  })
}

/** Ranking is a job by the clock: here it is asked for. */
async function inExplore({ postId }: Scene): Promise<void> {
  const row = [decodeId('post', postId)]
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) {
    await world.sql(`select graphile_worker.add_job('rank_explore', '{}', job_key := 'rank_explore:all')`)
    await new Promise((resolve) => setTimeout(resolve, 200))
    if ((await world.sql('select from explore_posts where post_id = $1', row)).length > 0) return
  }
  throw new Error('the post is not ranked')
}

/** Fan-out is a job of its own after READY. */
async function inFeed({ viewer, postId }: Scene): Promise<void> {
  if (!(viewer instanceof Person)) return
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) {
    if ((await viewer.homeFeed()).ids.includes(postId)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the post is in no feed')
}

test('a request to follow shows nothing until it is accepted, and then everything; removing the follower takes it back', async () => {
  const scene = await setScene(90, acts.find(({ name }) => name === 'private, not following')!)
  const { viewer, other } = scene as Scene & { viewer: Person }
  await goPrivate(other)
  const posts = probes.filter(({ shows, needs }) => shows === 'post' && needs !== 'following')
  const seeing = () => look(scene, posts)
  const follow = await viewer.mutate(
    'followUser',
    { userId: other.id },
    'user { viewerIsFollowing viewerHasRequested }',
  )
  assert.deepEqual(follow, { user: { viewerIsFollowing: false, viewerHasRequested: true }, userErrors: [] })
  assert.ok((await seeing()).every((seen) => !seen))
  type Requests = { followRequests: { edges: { node: { handle: string } }[] } }
  const { followRequests } = await other.gql<Requests>('{ followRequests { edges { node { handle } } } }')
  assert.deepEqual(followRequests.edges, [{ node: { handle: viewer.handle } }])
  await other.mutate('acceptFollowRequest', { userId: viewer.id }, 'user { id }')
  assert.ok((await seeing()).every(Boolean))
  const [{ image }] = await photosOf(viewer, scene.postId)
  assert.match(image.url, /\/private\//)
  const answer = await fetch(image.url)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('cache-control') ?? '', /^private, max-age=\d+$/)
  assert.equal((await fetch(image.url.replace('/private/', '/private/x'))).status, 404, 'a forged ticket')
  await other.mutate('removeFollower', { userId: viewer.id }, 'user { id }')
  assert.ok((await seeing()).every((seen) => !seen))
})

async function photosOf(viewer: Person, id: string): Promise<[{ image: { url: string } }]> {
  type Data = { post: { photos: [{ image: { url: string } }] } }
  const query = 'query ($id: ID!) { post(id: $id) { photos { image(size: THUMBNAIL) { url } } } }'
  return (await viewer.gql<Data>(query, { id })).post.photos
}

test('a block is found in its owner’s list alone, and taken back there', async () => {
  const [ann, ben] = await Promise.all([world.person('ann'), world.person('ben')])
  await ann.mutate('blockUser', { userId: ben.id }, 'blockedUserId')
  type List = { blockedUsers: { edges: { node: { handle: string } }[] } }
  const blocked = async (who: Person) =>
    (await who.gql<List>('{ blockedUsers { edges { node { handle } } } }')).blockedUsers.edges.map(
      ({ node }) => node.handle,
    )
  assert.deepEqual([await blocked(ann), await blocked(ben)], [['ben'], []])
  const { user } = await ann.mutate<{ user: object }>('unblockUser', { userId: ben.id }, 'user { handle }')
  assert.deepEqual(user, { handle: 'ben' })
  await ann.follow(ben)
})
