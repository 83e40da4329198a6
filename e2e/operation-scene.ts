import { encodeId } from '@halide/schema/ids.ts'
import type { Scene } from './operation-cases.ts'
import { shareStory } from './share-story.ts'
import type { World } from './world.ts'

/** So that each registered operation has something to answer. Ada has published before, and ben follows her. */
export async function setScene(world: World): Promise<Scene> {
  const [ada, ben, eve] = await Promise.all([world.person('ada'), world.person('ben'), world.person('eve')])
  type Posts = { viewer: { posts: { edges: [{ node: { id: string } }] } } }
  const { viewer } = await ada.gql<Posts>('{ viewer { posts(first: 1) { edges { node { id } } } } }')
  const postId = viewer.posts.edges[0].node.id
  type Commented = { comment: { id: string } }
  const look = { postId, text: 'Look, @ben.' }
  const { comment } = await ada.mutate<Commented>('createComment', look, 'comment { id }')
  await ben.mutate('createComment', { postId, text: 'I do.', replyTo: comment.id }, 'comment { id }')
  world.kill('worker', 'SIGCONT')
  const [, storyId] = await Promise.all([shareStory(ada), shareStory(ben)])
  await world.quiet()
  await ada.follow(ben)
  await ada.mutate('markStorySeen', { storyId }, 'story { id }')
  await ben.mutate('updateProfile', { isPrivate: true }, 'user { id }')
  await eve.follow(ben)
  await eve.mutate('report', { subjectId: postId, reason: 'SPAM' }, 'reportedId')
  await world.sql(`update users set role = 'ADMIN' where handle = 'ben'`)
  await world.sql(`
    insert into quarantined_jobs (id, name, payload, priority, attempts, max_attempts, code, message)
    select 900000000 + n, kind, '{}', 0, 3, 3, 'ATTEMPTS_EXHAUSTED', 'planted'
    from unnest('{fold_views,rank_explore,check_feeds}'::text[]) with ordinality as planted (kind, n)`)
  await ben.signIn('ben', 'a password for journeys')
  return {
    viewer: ben,
    other: ada,
    asker: eve,
    postId,
    commentId: comment.id,
    storyId,
    quarantinedJobId: encodeId('job', 900_000_001n),
  }
}
