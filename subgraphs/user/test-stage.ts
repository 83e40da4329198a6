import assert from 'node:assert/strict'
import { createSwitches } from '@halide/prisma/switches.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createAccessTokens, generateSigningKey } from './access-tokens.ts'
import type { UserDeps } from './context.ts'
import { createMetrics } from './metrics.ts'
import { createPasswords } from './passwords.ts'
import { createSecretBox } from './second-factor/secret-box.ts'
import { userSubgraph } from './subgraph.ts'

export interface Stage {
  database: TestDatabase
  deps: UserDeps
  /** Runs an operation and answers its data; fails the test on any error. */
  ask<Data>(query: string, variables?: Record<string, unknown>, viewer?: Viewer | null): Promise<Data>
  /** An account made by SQL: nobody signs in as it. */
  makeUser(handle: string): Promise<Viewer>
}

/** The whole subgraph on a database of its own. Passwords are hashed at the least cost: tests make many. */
export async function createStage(): Promise<Stage> {
  const database = await createTestDatabase()
  const deps: UserDeps = {
    db: database.db,
    metrics: createMetrics(createRegistry('user')),
    switches: createSwitches(database.db),
    passwords: createPasswords({ memoryKib: 8, passes: 1, concurrency: 2 }),
    accessTokens: await createAccessTokens(JSON.parse(await generateSigningKey())),
    secretBox: createSecretBox('an account secret of the user tests'),
    accountSecret: 'an account secret of the user tests',
    mediaUrl: 'http://media.test',
    uploadSecret: 'the media door knows this secret too',
    deletedAccountDays: 30,
    celebrity: { followers: 10_000, followersLow: 9_000 },
  }
  return {
    database,
    deps,
    ask: async <Data>(query: string, variables = {}, viewer: Viewer | null = null) => {
      const { data, errors } = await executeSubgraph(userSubgraph, deps, {
        query,
        variables,
        viewer,
      })
      assert.equal(errors, undefined)
      return data as Data
    },
    makeUser: async (handle) => {
      const { id } = await database.db.user.create({
        data: { handle, email: `${handle}@halide.example`, passwordHash: '-', displayName: handle },
        select: { id: true },
      })
      return { userId: id, sessionId: 1n, role: 'USER' }
    },
  }
}
