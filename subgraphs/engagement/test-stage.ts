import assert from 'node:assert/strict'
import { createPublisher } from '@halide/live/publish.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { createRegistry, type Registry } from '@halide/telemetry/registry.ts'
import type { EngagementDeps } from './context.ts'
import { createCountViews } from './count-views.ts'
import { createMetrics } from './metrics.ts'
import { defaultCollectionLimits } from './settings.ts'
import { engagementSubgraph } from './subgraph.ts'

export interface Stage {
  database: TestDatabase
  deps: EngagementDeps
  registry: Registry
  /** Runs an operation and answers its data; fails the test on any error. */
  ask<Data>(query: string, variables?: Record<string, unknown>, viewer?: Viewer | null): Promise<Data>
  makeUser(handle?: string): Promise<Viewer>
  /** Answers the post's global id. */
  makePost(author: Viewer, status?: 'READY' | 'PROCESSING'): Promise<string>
  /** A READY one; answers its global id. */
  makeStory(author: Viewer): Promise<string>
  seesStory(viewer: Viewer | null, storyId: string): Promise<boolean>
  /** Answers the comment's global id. */
  makeComment(author: Viewer, postId: string, text: string): Promise<string>
}

/** The whole subgraph on a database of its own; people and posts, which belong to others, are made by SQL. */
export async function createStage(): Promise<Stage> {
  const database = await createTestDatabase()
  const registry = createRegistry('engagement')
  const { db } = database
  const metrics = createMetrics(registry)
  const deps: EngagementDeps = {
    db,
    metrics,
    countViews: createCountViews(db, metrics),
    live: createPublisher(null),
    pushPublicKey: null,
    collectionLimits: defaultCollectionLimits,
  }
  let made = 0n
  async function ask<Data>(query: string, variables = {}, viewer: Viewer | null = null): Promise<Data> {
    const { data, errors } = await executeSubgraph(engagementSubgraph, deps, { query, variables, viewer })
    assert.equal(errors, undefined)
    return data as Data
  }
  return {
    database,
    deps,
    registry,
    ask,
    makeUser: async (handle = `user${++made}`) => {
      const { id } = await database.db.user.create({
        data: { handle, email: `${handle}@halide.example`, passwordHash: '-', displayName: handle },
        select: { id: true },
      })
      return { userId: id, sessionId: 1n, role: 'USER' }
    },
    makePost: async (author, status = 'READY') => {
      const id = ++made
      const position = status === 'READY' ? id : null
      await database.db.post.create({ data: { id, authorId: author.userId, caption: '', status, position } })
      return encodeId('post', id)
    },
    makeStory: async (by) => {
      const [{ id }] = await database.db.$queryRaw<[{ id: bigint }]>`
        with made as (
          insert into posts (id, author_id, caption, kind, status) values (next_id(), ${by.userId}, '', 'STORY', 'READY') returning id, author_id)
        insert into stories (post_id, author_id, expires_at) select id, author_id, now() + interval '1 day' from made
        returning post_id as id`
      return encodeId('story', id)
    },
    seesStory: async (viewer, storyId) => {
      const found = await database.db.$queryRaw<unknown[]>`
        select from visible_stories(${viewer?.userId ?? null}::bigint) where post_id = ${decodeId('story', storyId)}`
      return found.length === 1
    },
    makeComment: async (by, postId, text) => {
      const { createComment } = await ask<{ createComment: { comment: { id: string } } }>(
        'mutation($input: CreateCommentInput!) { createComment(input: $input) { comment { id } } }',
        { input: { postId, text } },
        by,
      )
      return createComment.comment.id
    },
  }
}
