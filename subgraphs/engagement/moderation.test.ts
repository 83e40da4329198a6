import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { engagementSubgraph } from './subgraph.ts'
import { type Case, moderationOn } from './test-moderation.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let author: Viewer
let moderator: Viewer
before(async () => {
  stage = await createStage()
  author = await stage.makeUser()
  moderator = { ...(await stage.makeUser()), role: 'MODERATOR' }
})
after(() => stage.database.drop())

const { report, queue, openCase, decide, sees } = moderationOn(() => ({ stage, moderator }))

const jobs = async () =>
  (
    await stage.deps.db.$queryRaw<
      { key: string }[]
    >`select key from graphile_worker.jobs where key like 'purge%' order by key`
  ).map(({ key }) => key)

test('reports of one thing are one case, and of one viewer one report, also at once', async () => {
  const post = await stage.makePost(author)
  const fans = await Promise.all(Array.from({ length: 5 }, () => stage.makeUser()))
  const reasons = ['SPAM', 'HATE', 'SPAM', 'SPAM', 'NUDITY']
  const all = fans.flatMap((fan, n) => [1, 2].map(() => report(fan, post, reasons[n], `note ${n}`)))
  assert.deepEqual(await Promise.all(all), Array(10).fill(null))
  const found = (await openCase(post))!
  assert.equal(found.reportCount, 5)
  assert.deepEqual(found.reasons, [
    { reason: 'SPAM', count: 3 },
    { reason: 'HATE', count: 1 },
    { reason: 'NUDITY', count: 1 },
  ])
  assert.deepEqual(found.subject, { __typename: 'Post', id: post })
  assert.deepEqual(
    found.reports.map(({ reporter }) => reporter.id).sort(),
    fans.map(({ userId }) => encodeId('user', userId)).sort(),
  )
})

test('nobody reports what they may not see, what is no subject, or what is their own', async () => {
  const fan = await stage.makeUser()
  const [unready, own] = [await stage.makePost(author, 'PROCESSING'), await stage.makePost(fan)]
  const said = await stage.makeComment(fan, await stage.makePost(author), 'mine')
  for (const id of [unready, encodeId('post', 999_999n), encodeId('user', 999_999n), encodeId('photo', 1n), 'x']) {
    assert.equal(await report(fan, id), 'SUBJECT_NOT_FOUND', id)
  }
  for (const id of [own, said, encodeId('user', fan.userId)]) assert.equal(await report(fan, id), 'CANNOT_REPORT_SELF')
  assert.equal(await report(fan, encodeId('user', author.userId), 'OTHER', 'x'.repeat(1_001)), 'INVALID')
  const blocker = await stage.makeUser()
  await stage.deps.db.$executeRaw`insert into blocks (blocker_id, blocked_id) values (${blocker.userId}, ${fan.userId})`
  assert.equal(await report(fan, encodeId('user', blocker.userId)), 'SUBJECT_NOT_FOUND')
})

test('a hidden post is gone for all but its author, leaves the CDN, and is restored', async () => {
  const fan = await stage.makeUser()
  const post = await stage.makePost(author)
  await report(fan, post)
  const { id } = (await openCase(post))!
  for (const _ of [1, 2]) {
    const decided = (await decide(id, 'HIDE_POST', moderator, 'as agreed')) as Case
    assert.deepEqual([decided.isHidden, decided.subject, decided.closedAt !== null], [true, null, true])
  }
  assert.deepEqual(
    [await sees(fan, 'Post', post), await sees(null, 'Post', post), await sees(author, 'Post', post)],
    [false, false, true],
  )
  assert.equal(await openCase(post), undefined)
  assert.deepEqual(await jobs(), [`purge_post:${decodeId('post', post)}`])
  assert.equal(await decide(id, 'HIDE_COMMENT'), 'ACTION_NOT_APPLICABLE')
  assert.equal(((await decide(id, 'RESTORE_POST')) as Case).isHidden, false)
  assert.equal(await sees(fan, 'Post', post), true)
})

test('a story is reported like a post, hidden for all but its author, and restored; each decision in the audit trail', async () => {
  const fan = await stage.makeUser()
  const [story, other] = [await stage.makeStory(author), await stage.makeStory(author)]
  const number = decodeId('story', story)!
  assert.equal(await report(fan, encodeId('post', number)), 'SUBJECT_NOT_FOUND', 'a story is no post')
  assert.equal(await report(author, story), 'CANNOT_REPORT_SELF')
  assert.equal(await report(fan, story, 'NUDITY'), null)
  const found = (await openCase(story))!
  assert.deepEqual([found.subject, found.text, found.isHidden], [{ __typename: 'Story', id: story }, '', false])
  assert.equal(await decide(found.id, 'HIDE_POST'), 'ACTION_NOT_APPLICABLE')
  const decided = (await decide(found.id, 'HIDE_STORY')) as Case
  assert.deepEqual([decided.isHidden, decided.subject, decided.closedAt !== null], [true, null, true])
  const seen = async () => [
    await stage.seesStory(fan, story),
    await stage.seesStory(null, story),
    await stage.seesStory(author, story),
  ]
  assert.deepEqual(await seen(), [false, false, true])
  assert.equal(await stage.seesStory(fan, other), true)
  assert.ok((await jobs()).includes(`purge_post:${number}`))
  assert.equal(((await decide(found.id, 'RESTORE_STORY')) as Case).isHidden, false)
  assert.deepEqual(await seen(), [true, true, true])
  assert.equal(await decide(found.id, 'SUSPEND_USER').then(() => stage.seesStory(fan, other)), false)
  await decide(found.id, 'RESTORE_USER')
  const acts = await stage.deps.db.moderationAct.findMany({
    where: { subjectKind: 'STORY', subjectId: number },
    orderBy: { id: 'asc' },
  })
  assert.deepEqual(
    acts.map(({ action }) => action),
    ['HIDE_STORY', 'RESTORE_STORY', 'SUSPEND_USER', 'RESTORE_USER'],
  )
  await stage.deps.db.$executeRaw`update stories set expires_at = now() where post_id = ${number}`
  assert.equal(await report(await stage.makeUser(), story), 'SUBJECT_NOT_FOUND', 'nobody sees it any more')
})

test('a hidden comment is gone with its replies, for all but its author, and is restored', async () => {
  const [fan, talker] = [await stage.makeUser(), await stage.makeUser()]
  const post = await stage.makePost(author)
  const said = await stage.makeComment(talker, post, 'something hurtful')
  const { createComment } = await stage.ask<{ createComment: { comment: { id: string } } }>(
    'mutation($input: CreateCommentInput!) { createComment(input: $input) { comment { id } } }',
    { input: { postId: post, text: 'no', replyTo: said } },
    author,
  )
  const counts = async () => {
    const { _entities } = await stage.ask<{ _entities: [{ commentCount: number }] }>(
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Post { commentCount } } }',
      { r: [{ __typename: 'Post', id: post }] },
    )
    return _entities[0].commentCount
  }
  assert.equal(await counts(), 2)
  await report(fan, said, 'HARASSMENT')
  const { id, text } = (await openCase(said))!
  assert.equal(text, 'something hurtful')
  for (const _ of [1, 2]) await decide(id, 'HIDE_COMMENT')
  assert.equal(await counts(), 0)
  const seen = async (viewer: Viewer | null) => [
    await sees(viewer, 'Comment', said),
    await sees(viewer, 'Comment', createComment.comment.id),
  ]
  assert.deepEqual(
    [await seen(fan), await seen(null), await seen(talker)],
    [
      [false, false],
      [false, false],
      [true, true],
    ],
  )
  for (const _ of [1, 2]) await decide(id, 'RESTORE_COMMENT')
  assert.deepEqual(await seen(null), [true, true])
  assert.equal(await counts(), 2)
})

test('an account is suspended through anything of it, leaves the CDN, and is restored; staff only by admins', async () => {
  const [fan, spammer] = [await stage.makeUser(), await stage.makeUser()]
  const post = await stage.makePost(spammer)
  await report(fan, post)
  const { id } = (await openCase(post))!
  await decide(id, 'SUSPEND_USER')
  assert.equal(await sees(fan, 'Post', post), false)
  assert.ok((await jobs()).includes(`purge_author:${spammer.userId}:0`))
  await decide(id, 'RESTORE_USER')
  assert.equal(await sees(fan, 'Post', post), true)

  const staff = encodeId('user', moderator.userId)
  await stage.deps.db.$executeRaw`update users set role = 'MODERATOR' where id = ${moderator.userId}`
  await report(fan, staff)
  const about = (await openCase(staff))!.id
  const other: Viewer = { ...(await stage.makeUser()), role: 'MODERATOR' }
  for (const as of [moderator, other]) assert.equal(await decide(about, 'SUSPEND_USER', as), 'ACTION_NOT_APPLICABLE')
  const admin: Viewer = { ...(await stage.makeUser()), role: 'ADMIN' }
  assert.equal(((await decide(about, 'SUSPEND_USER', admin)) as Case).isHidden, true)
  await decide(about, 'RESTORE_USER', admin)
})

test('a report after a decision opens the case again, at the end of the queue', async () => {
  const [first, second] = [await stage.makePost(author), await stage.makePost(author)]
  const [fan, other] = [await stage.makeUser(), await stage.makeUser()]
  await report(fan, first)
  await report(fan, second)
  await decide((await openCase(first))!.id, 'DISMISS')
  await report(fan, first)
  assert.equal(await openCase(first), undefined, 'the same viewer again is no report')
  await report(other, first)
  const ids = (await queue()).map(({ subjectId }) => subjectId)
  assert.deepEqual(ids.slice(-2), [second, first])
  assert.equal((await openCase(first))?.reportCount, 2)
})

test('every decision is in the audit trail, which nothing changes or deletes', async () => {
  const post = await stage.makePost(author)
  await report(await stage.makeUser(), post)
  const { id } = (await openCase(post))!
  await decide(id, 'HIDE_POST', moderator, 'first')
  await decide(id, 'RESTORE_POST', moderator, 'second')
  type Act = { action: string; note: string; subjectId: string; moderator: { id: string }; case: { isHidden: boolean } }
  const { auditTrail } = await stage.ask<{ auditTrail: { edges: { node: Act }[] } }>(
    '{ auditTrail(first: 2) { edges { node { action note subjectId moderator { id } case { isHidden } } } } }',
    {},
    moderator,
  )
  const by = {
    subjectId: post,
    moderator: { id: encodeId('user', moderator.userId) },
    case: { isHidden: false },
  }
  assert.deepEqual(
    auditTrail.edges.map(({ node }) => node),
    [
      { action: 'RESTORE_POST', note: 'second', ...by },
      { action: 'HIDE_POST', note: 'first', ...by },
    ],
  )
  const { db } = stage.deps
  await assert.rejects(db.$executeRaw`update moderation_acts set note = 'nothing'`, /only added to/)
  await assert.rejects(db.$executeRaw`delete from moderation_acts`, /only added to/)
})

test('all but moderators and admins are refused, whoever reported', async () => {
  const fan = await stage.makeUser()
  for (const query of [
    '{ moderationQueue { edges { cursor } } }',
    '{ auditTrail { edges { cursor } } }',
    'mutation { decideReport(input: { caseId: "case_1", action: DISMISS }) { userErrors { code } } }',
  ]) {
    for (const [viewer, code] of [
      [fan, 'FORBIDDEN'],
      [null, 'UNAUTHENTICATED'],
    ] as const) {
      const { errors } = await executeSubgraph(engagementSubgraph, stage.deps, { query, viewer })
      assert.equal(errors?.[0]?.extensions.code, code, query)
    }
  }
  assert.equal(await decide('case_1', 'DISMISS'), 'CASE_NOT_FOUND')
})

test('a moderator who is suspended decides nothing more', async () => {
  const post = await stage.makePost(author)
  await report(await stage.makeUser(), post)
  const leaver = { ...(await stage.makeUser()), role: 'MODERATOR' as const }
  await stage.database.db.user.update({ where: { id: leaver.userId }, data: { suspendedAt: new Date() } })
  const { id } = (await openCase(post))!
  const query = `mutation { decideReport(input: { caseId: "${id}", action: HIDE_POST }) { userErrors { code } } }`
  const { errors } = await executeSubgraph(engagementSubgraph, stage.deps, { query, viewer: leaver })
  assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  assert.equal((await openCase(post))?.isHidden, false)
})
