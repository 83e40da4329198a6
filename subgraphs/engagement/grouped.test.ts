import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RunContext } from '@halide/jobs/kit.ts'
import { notifyFollowed } from '@halide/jobs/notify-followed/job.ts'
import { encodeId } from '@halide/schema/ids.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { lookedAt } from './find-notifications.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

const people = (count: number) => Promise.all(Array.from({ length: count }, () => stage.makeUser()))
const idOf = ({ userId }: Viewer) => encodeId('user', userId)

interface Told {
  id: string
  kind: string
  actors: { id: string }[]
  count: number
  comment: { text: string } | null
  isRead: boolean
}
interface Page {
  unreadCount: number
  edges: { node: Told }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

async function page(viewer: Viewer, after: string | null = null): Promise<Page> {
  const query = `query($after: String) { notifications(first: 20, after: $after) { unreadCount
    edges { node { id kind actors { id } count comment { text } isRead } } pageInfo { hasNextPage endCursor } } }`
  return (await stage.ask<{ notifications: Page }>(query, { after }, viewer)).notifications
}

/** Each notification as its kind, how many it stands for, and by whom. */
async function told(viewer: Viewer) {
  return (await page(viewer)).edges.map(({ node }) => [node.kind, node.count, ...node.actors.map(({ id }) => id)])
}

async function act(verb: string, input: object, viewer: Viewer): Promise<void> {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input!`
  const { it } = await stage.ask<{ it: { userErrors: object[] } }>(
    `mutation($input: ${type}) { it: ${verb}(input: $input) { userErrors { code } } }`,
    { input },
    viewer,
  )
  assert.deepEqual(it.userErrors, [])
}
const like = (viewer: Viewer, postId: string) => act('likePost', { postId }, viewer)
const say = (viewer: Viewer, postId: string, text: string, replyTo?: string) =>
  act('createComment', { postId, text, replyTo }, viewer)

async function follow(follower: Viewer, followee: Viewer, table = 'follows'): Promise<void> {
  await stage.database.db.$executeRawUnsafe(
    `insert into ${table} (follower_id, followee_id) values (${follower.userId}, ${followee.userId})`,
  )
  const pair = { followerId: follower.userId, followeeId: followee.userId }
  await notifyFollowed.run(pair, { ...stage.deps } as unknown as RunContext)
}

async function lastComment(text: string): Promise<string> {
  return encodeId('comment', (await stage.deps.db.comment.findFirstOrThrow({ where: { text } })).id)
}

test('many likes are one notification, of the latest three and all; one’s own is none, and one taken back is not counted', async () => {
  const [author, ...fans] = (await people(6)) as [Viewer, ...Viewer[]]
  const post = await stage.makePost(author)
  for (const fan of [author, ...fans]) await like(fan, post)
  const names = fans.map(idOf).reverse()
  assert.deepEqual(await told(author), [['LIKE', 5, ...names.slice(0, 3)]])
  await act('unlikePost', { postId: post }, fans[4]!)
  assert.deepEqual(await told(author), [['LIKE', 4, ...names.slice(1, 4)]])
  for (const fan of fans) await act('unlikePost', { postId: post }, fan)
  assert.deepEqual(await told(author), [])
  assert.deepEqual(await told(fans[0]!), [])
})

test('comments, replies, mentions, follows and requests are told, and of one comment each person once', async () => {
  const [author, ann, ben] = (await people(3)) as [Viewer, Viewer, Viewer]
  const cat = await stage.makeUser('cat.told')
  const post = await stage.makePost(author)
  await say(ann, post, 'where is this?')
  await say(ben, post, 'lovely')
  await say(ben, post, 'really')
  assert.deepEqual(await told(author), [['COMMENT', 3, idOf(ben), idOf(ann)]])
  assert.equal((await page(author)).edges[0]?.node.comment?.text, 'really')
  await say(author, post, 'Lisbon, ask @cat.told @cat.told', await lastComment('where is this?'))
  assert.deepEqual(await told(ann), [['REPLY', 1, idOf(author)]])
  assert.deepEqual(await told(cat), [['MENTION', 1, idOf(author)]])
  await say(cat, post, 'yes', await lastComment('Lisbon, ask @cat.told @cat.told'))
  assert.deepEqual(
    (await told(author)).map(([kind]) => kind),
    ['REPLY', 'COMMENT'],
  )
  await follow(ann, author)
  await follow(ben, author)
  await follow(cat, author, 'follow_requests')
  assert.deepEqual((await told(author)).slice(0, 2), [
    ['FOLLOW_REQUEST', 1, idOf(cat)],
    ['FOLLOW', 2, idOf(ben), idOf(ann)],
  ])
  await stage.database.db.followRequest.deleteMany({ where: { followerId: cat.userId } })
  assert.equal((await told(author))[0]?.[0], 'FOLLOW')
  await act('deleteComment', { commentId: await lastComment('yes') }, cat)
  assert.deepEqual(
    (await told(author)).map(([kind]) => kind),
    ['FOLLOW', 'COMMENT'],
  )
})

test('what is hidden meanwhile is gone on the next read, and counts no more', async () => {
  const [author, ann, ben] = (await people(3)) as [Viewer, Viewer, Viewer]
  const post = await stage.makePost(author)
  for (const fan of [ann, ben]) {
    await like(fan, post)
    await say(fan, post, 'nice')
    await follow(fan, author)
  }
  const kinds = ['FOLLOW', 'COMMENT', 'LIKE']
  const only = (...who: Viewer[]) => kinds.map((kind) => [kind, who.length, ...who.map(idOf)])
  const seen = async () => (await told(author)).sort((a, b) => kinds.indexOf(`${a[0]}`) - kinds.indexOf(`${b[0]}`))
  assert.deepEqual(await seen(), only(ben, ann))
  const pair = { muterId: author.userId, mutedId: ben.userId }
  await stage.database.db.mute.create({ data: pair })
  assert.deepEqual(await seen(), only(ann))
  await stage.database.db.mute.deleteMany({ where: pair })
  await stage.database.db.block.create({ data: { blockerId: ben.userId, blockedId: author.userId } })
  assert.deepEqual(await seen(), only(ann))
  await stage.database.db.block.deleteMany({ where: { blockerId: ben.userId } })
  await stage.deps.db.$executeRaw`update posts set deleted_at = now() where author_id = ${author.userId}`
  assert.deepEqual(await seen(), [['FOLLOW', 2, idOf(ben), idOf(ann)]])
  assert.equal((await page(author)).unreadCount, 1)
})

test('whom one mutes moves nothing to the top and makes nothing unread', async () => {
  const [author, ann, loud] = (await people(3)) as [Viewer, Viewer, Viewer]
  const post = await stage.makePost(author)
  await like(ann, post)
  const [{ node } = assert.fail()] = (await page(author)).edges
  await act('markNotificationsRead', { upTo: node.id }, author)
  await stage.database.db.mute.create({ data: { muterId: author.userId, mutedId: loud.userId } })
  await like(loud, post)
  assert.deepEqual((await page(author)).edges, [{ node: { ...node, isRead: true } }])
})

test('read up to one means that and all before; what is added to is unread again, and the latest', async () => {
  const [author, ann, ben] = (await people(3)) as [Viewer, Viewer, Viewer]
  const posts = await Promise.all([1, 2, 3].map(() => stage.makePost(author)))
  for (const post of posts) await like(ann, post)
  const before = (await page(author)).edges.map(({ node }) => node)
  const mark = async (upTo: string) => {
    const query = `mutation($input: MarkNotificationsReadInput!) { it: markNotificationsRead(input: $input) {
      unreadCount userErrors { code field } } }`
    return (await stage.ask<{ it: object }>(query, { input: { upTo } }, author)).it
  }
  assert.deepEqual(await mark(before[1]!.id), { unreadCount: 1, userErrors: [] })
  assert.deepEqual(await mark(before[2]!.id), { unreadCount: 1, userErrors: [] })
  assert.deepEqual(await mark('x'), {
    unreadCount: null,
    userErrors: [{ code: 'NOTIFICATION_NOT_FOUND', field: ['upTo'] }],
  })
  assert.deepEqual(
    (await page(author)).edges.map(({ node }) => node.isRead),
    [false, true, true],
  )
  await like(ben, posts[0]!)
  const after = (await page(author)).edges.map(({ node }) => node)
  assert.deepEqual(
    after.map(({ count, isRead }) => [count, isRead]),
    [
      [2, false],
      [1, false],
      [1, true],
    ],
  )
  assert.deepEqual(
    after.slice(1).map(({ id }) => id),
    [before[0]!.id, before[1]!.id],
  )
  await mark(encodeId('notification', (1n << 63n) - 1n))
  await like(author, posts[1]!)
  await like(ben, posts[2]!)
  assert.equal((await page(author)).unreadCount, 1)
})

test('a hundred likes at once write their post’s notification once', async () => {
  const [author, ...fans] = (await people(101)) as [Viewer, ...Viewer[]]
  const post = await stage.makePost(author)
  await like(fans[0]!, post)
  const version = () =>
    stage.deps.db.$queryRaw`select id, xmin::text, xmax::text from notifications where user_id = ${author.userId}`
  const before = await version()
  await Promise.all(fans.slice(1).map((fan) => like(fan, post)))
  assert.deepEqual(await version(), before)
  assert.deepEqual((await told(author))[0]?.slice(0, 2), ['LIKE', 100])
  await stage.deps.db
    .$executeRaw`update notifications set happened_at = now() - interval '11 s' where user_id = ${author.userId}`
  await act('unlikePost', { postId: post }, fans[0]!)
  await like(fans[0]!, post)
  assert.notDeepEqual(await version(), before)
})

test('two comments at once that mention the same people deadlock never', async () => {
  const author = await stage.makeUser()
  const post = await stage.makePost(author)
  const handles = ['dead.a', 'dead.b', 'dead.c', 'dead.d']
  const cast = await Promise.all(handles.map((handle) => stage.makeUser(handle)))
  for (const one of cast) await say(one, post, `head of ${idOf(one)}`)
  const heads = await Promise.all(cast.map((one) => lastComment(`head of ${idOf(one)}`)))
  await stage.deps.db.$executeRaw`update notifications set happened_at = now() - interval '1 minute'`
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      say(cast[n % 4]!, post, handles.map((handle) => `@${handle}`).join(' '), heads[(n + 1) % 4]),
    ),
  )
})

test('reading past many that are hidden has an end, and goes on on the next page', async () => {
  const [author, fan, gone] = (await people(3)) as [Viewer, Viewer, Viewer]
  const post = await stage.makePost(author)
  await like(fan, post)
  await stage.deps.db.$executeRaw`
    insert into notifications (user_id, kind, subject_id, post_id)
    select ${author.userId}, 'POST_PUBLISHED', n, n from generate_series(900000, ${900_000 + lookedAt}::int) n`
  await follow(gone, author)
  const first = await page(author)
  assert.deepEqual(
    first.edges.map(({ node }) => node.kind),
    ['FOLLOW'],
  )
  assert.equal(first.pageInfo.hasNextPage, true)
  const second = await page(author, first.pageInfo.endCursor)
  assert.deepEqual(
    second.edges.map(({ node }) => node.kind),
    ['LIKE'],
  )
  assert.equal(second.pageInfo.hasNextPage, false)
})
