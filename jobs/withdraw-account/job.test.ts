import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createComment } from '@halide/engagement/create-comment.ts'
import { deleteComment } from '@halide/engagement/delete-comment.ts'
import { setCommentHidden } from '@halide/engagement/hide-comment.ts'
import { likePost } from '@halide/engagement/like-post.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { followUser } from '@halide/user/follow-user.ts'
import { reconcileCounters } from '../reconcile-counters/job.ts'
import { enterJobWorld, type JobWorld } from '../test-world.ts'
import { settleAccount, withdrawAccount } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('withdraw-account')
})
after(() => world.leave())

const metrics = { liked() {}, commented() {}, viewed() {}, followed() {} }
const celebrity = { followers: 10_000, followersLow: 9_000 }
const { signal } = new AbortController()

let made = 0
async function person(): Promise<Viewer> {
  const handle = `person${++made}`
  const data = { handle, email: handle, passwordHash: '-', displayName: handle }
  const { id: userId } = await world.context.db.user.create({ data })
  return { userId, sessionId: 1n, role: 'USER' }
}

async function post(author: Viewer): Promise<bigint> {
  const id = BigInt(++made)
  const data = { id, authorId: author.userId, caption: '', status: 'READY', position: id } as const
  await world.context.db.post.create({ data })
  return id
}

const like = async (who: Viewer, postId: bigint) =>
  assert.equal(await likePost({ ...world.context, metrics }, who, postId), null)
const follow = async (who: Viewer, whom: Viewer) =>
  assert.equal(await followUser({ db: world.context.db, metrics, celebrity } as never, who.userId, whom.userId), null)
async function say(who: Viewer, postId: bigint, replyTo?: bigint): Promise<bigint> {
  const input = { postId, text: 'Well seen.', idempotencyKey: null, ...(replyTo !== undefined && { replyTo }) }
  const { comment } = await createComment({ ...world.context, metrics }, who, input)
  return comment!.id
}

/** Empty where the answered comment or the account is gone. */
async function trySay(who: Viewer, postId: bigint, replyTo?: bigint): Promise<bigint[]> {
  const input = { postId, text: 'Well seen.', idempotencyKey: null, ...(replyTo !== undefined && { replyTo }) }
  const { comment } = await createComment({ ...world.context, metrics }, who, input)
  return comment ? [comment.id] : []
}

/** As a moderator's decision does. */
async function hide(commentId: bigint, hidden = true): Promise<void> {
  await world.context.db.$transaction((tx) => setCommentHidden(tx, commentId, hidden))
}

/** By how much counters were wrong. */
async function recount(): Promise<number> {
  await world.context.db.$executeRaw`update counter_walks set finished_at = now() - interval '1 day'`
  await reconcileCounters.run({}, { ...world.context, signal, attempt: 1 })
  return (await world.context.db.counterWalk.aggregate({ _sum: { drift: true } }))._sum.drift ?? 0
}

/** Of two that wait for each other Postgres ends one, whole. */
async function unlessDeadlocked(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: Error) => assert.match(error.message, /deadlock/))
}

async function setDeleted({ userId }: Viewer, deleted: boolean): Promise<void> {
  await world.context.db.user.update({ where: { id: userId }, data: { deletedAt: deleted ? new Date() : null } })
}
const settle = ({ userId }: Viewer) => settleAccount({ ...world.context, signal }, userId)
async function remove(who: Viewer): Promise<void> {
  await setDeleted(who, true)
  await settle(who)
}
async function restore(who: Viewer): Promise<void> {
  await setDeleted(who, false)
  await settle(who)
}

interface Counts {
  likes: number
  comments: number
}
async function countsOf(postId: bigint): Promise<Counts> {
  const [row] = await world.context.db.$queryRaw<[Counts]>`
    select coalesce(sum(likes), 0)::int as likes, coalesce(sum(comments), 0)::int as comments
    from post_counters where post_id = ${postId}`
  return row
}
async function followsOf({ userId }: Viewer) {
  const [row] = await world.context.db.$queryRaw<[{ followers: number; following: number }]>`
    select coalesce(sum(followers), 0)::int as followers, coalesce(sum(following), 0)::int as following
    from user_counters where user_id = ${userId}`
  return row
}
async function repliesTo(commentId: bigint): Promise<number> {
  const { _sum } = await world.context.db.commentCounter.aggregate({ where: { commentId }, _sum: { replies: true } })
  return _sum.replies ?? 0
}

test('likes, comments and follows of a deleted account leave the counts once, and come back exactly', async () => {
  const [ann, ben, cat] = [await person(), await person(), await person()]
  const photo = await post(ann)
  for (const who of [ben, cat]) await like(who, photo)
  const [his, hers] = [await say(ben, photo), await say(cat, photo)]
  await say(cat, photo, his)
  await say(ben, photo, hers)
  await follow(ben, ann)
  await follow(cat, ann)
  await follow(ann, ben)
  const all = async () => [await countsOf(photo), await followsOf(ann), await followsOf(ben), await repliesTo(hers)]
  const before = await all()
  assert.deepEqual(before, [
    { likes: 2, comments: 4 },
    { followers: 2, following: 1 },
    { followers: 1, following: 1 },
    1,
  ])
  const epoch = async () => (await world.context.db.user.findUniqueOrThrow({ where: { id: ann.userId } })).feedEpoch
  const epochBefore = await epoch()

  await remove(ben)
  // His comment takes the reply to it along.
  const without = [{ likes: 1, comments: 1 }, { followers: 1, following: 0 }, { followers: 0, following: 0 }, 0]
  assert.deepEqual(await all(), without)
  assert.equal(await epoch(), epochBefore + 1, 'the feed of who followed him is built anew')
  await Promise.all([settle(ben), settle(ben)])
  assert.deepEqual(await all(), without)
  assert.equal(await recount(), 0, 'a recount finds the same')
  await restore(ben)
  assert.deepEqual(await all(), before)
  await Promise.all([settle(ben), settle(ben)])
  assert.deepEqual(await all(), before)
  assert.equal(await epoch(), epochBefore + 2)
})

test('a deletion taken back while it is withdrawn ends where it began', async () => {
  const [ann, ben] = [await person(), await person()]
  const photo = await post(ann)
  await like(ben, photo)
  await setDeleted(ben, true)
  await Promise.all([settle(ben), setDeleted(ben, false)])
  await settle(ben)
  assert.deepEqual(await countsOf(photo), { likes: 1, comments: 0 })
})

test('of two deleted accounts each keeps what is between them out of the counts', async () => {
  const [ann, ben, cat] = [await person(), await person(), await person()]
  const photo = await post(ann)
  const head = await say(ben, photo)
  await say(cat, photo, head)
  await follow(ben, cat)
  await remove(ben)
  await remove(cat)
  await restore(ben)
  assert.deepEqual([(await countsOf(photo)).comments, await repliesTo(head)], [1, 0])
  assert.deepEqual(await followsOf(ben), { followers: 0, following: 0 })
  await restore(cat)
  assert.deepEqual([(await countsOf(photo)).comments, await repliesTo(head)], [2, 1])
  assert.deepEqual(await followsOf(ben), { followers: 0, following: 1 })
})

test('a thread or a reply that is deleted meanwhile is counted out once, and does not come back', async () => {
  const [ann, ben, cat] = [await person(), await person(), await person()]
  const { db } = world.context
  for (const which of ['his head', 'her head', 'his reply'] as const) {
    const photo = await post(ann)
    const [his, hers] = [await say(ben, photo), await say(cat, photo)]
    await say(cat, photo, his)
    const reply = await say(ben, photo, hers)
    await remove(ben)
    assert.equal((await countsOf(photo)).comments, 1)
    const doomed = { 'his head': his, 'her head': hers, 'his reply': reply }[which]
    await deleteComment({ db }, ann, doomed)
    assert.equal((await countsOf(photo)).comments, which === 'her head' ? 0 : 1, which)
    await restore(ben)
    assert.equal((await countsOf(photo)).comments, { 'his head': 2, 'her head': 2, 'his reply': 3 }[which], which)
  }
})

test('what a moderator hides is in no count, and returns exactly, whatever was deleted or said meanwhile', async () => {
  const [ann, ben, cat] = [await person(), await person(), await person()]
  const photo = await post(ann)
  const [his, hers] = [await say(ben, photo), await say(cat, photo)]
  const [toHim, toHer] = [await say(cat, photo, his), await say(ben, photo, hers)]
  const counts = async () => [(await countsOf(photo)).comments, await repliesTo(his), await repliesTo(hers)]
  assert.deepEqual(await counts(), [4, 1, 1])
  await hide(his)
  assert.deepEqual(await counts(), [2, 1, 1])
  await say(ben, photo, his)
  assert.deepEqual(await counts(), [2, 2, 1], 'he goes on where nobody else is')
  await hide(toHer)
  await hide(toHer)
  assert.deepEqual(await counts(), [1, 2, 0])
  await hide(toHim)
  assert.deepEqual(await counts(), [1, 1, 0])
  await remove(ben)
  await hide(toHer, false)
  assert.deepEqual(await counts(), [1, 0, 0])
  await restore(ben)
  assert.deepEqual(await counts(), [2, 1, 1])
  await deleteComment({ db: world.context.db }, cat, toHim)
  for (const said of [his, toHim, his]) await hide(said, false)
  assert.deepEqual(await counts(), [4, 1, 1])
  assert.equal(await recount(), 0)
})

test('people who comment, delete and leave while moderators hide and show, all at once, leave exact counts', async () => {
  const [ann, ...talkers] = await Promise.all(Array.from({ length: 5 }, person))
  const photo = await post(ann!)
  const said = await Promise.all(talkers.map((who) => say(who, photo)))
  const pick = <Of>(from: readonly Of[]) => from[Math.floor(Math.random() * from.length)]!
  const acts = [
    async () => void said.push(...(await trySay(pick(talkers), photo, pick(said)))),
    async () => void said.push(...(await trySay(pick(talkers), photo))),
    () => hide(pick(said), Math.random() < 0.6),
    () => hide(pick(said), Math.random() < 0.6),
    () => (Math.random() < 0.3 ? deleteComment({ db: world.context.db }, ann!, pick(said)) : undefined),
    async () => {
      const who = pick(talkers)
      await remove(who)
      await restore(who)
    },
  ]
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let turn = 0; turn < 25; turn += 1) await unlessDeadlocked(async () => await pick(acts)())
    }),
  )
  for (const who of talkers) await restore(who)
  assert.equal(await recount(), 0)
  for (const id of said) await hide(id, false)
  assert.equal(await recount(), 0)
  for (const id of said) await deleteComment({ db: world.context.db }, ann!, id)
  assert.equal((await countsOf(photo)).comments, 0)
})

test('it runs again when no request is under way any more that saw the account before', async () => {
  const ben = await person()
  await withdrawAccount.run({ userId: ben.userId, round: 0 }, { ...world.context, signal, attempt: 1 })
  const later = await world.context.db.$queryRaw<{ seconds: number }[]>`
    select extract(epoch from run_at - now())::int as seconds from graphile_worker.jobs where task_identifier = 'withdraw_account'`
  assert.ok(later.length === 1 && later[0]!.seconds > 50)
})
