import assert from 'node:assert/strict'
import { createPublisher } from '@halide/live/publish.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { encodeId } from '@halide/schema/ids.ts'
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
  return {
    database,
    deps,
    registry,
    ask: async <Data>(query: string, variables = {}, viewer: Viewer | null = null) => {
      const { data, errors } = await executeSubgraph(engagementSubgraph, deps, { query, variables, viewer })
      assert.equal(errors, undefined)
      return data as Data
    },
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
  }
}
