import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import { bindSubgraph, defineSubgraph, type RequestContext, requireViewer } from '@halide/subgraph-kit/index.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createLocalDoors } from './local-doors.ts'

const named = (name: string) =>
  bindSubgraph(
    defineSubgraph({
      name,
      sdl: 'type Query { who: String  late: String }',
      resolvers: {
        Query: {
          who: (_: unknown, __: unknown, ctx: RequestContext) => `${requireViewer(ctx).userId}, ${ctx.requestId}`,
          late: () => delay(60_000, 'too late', { ref: false }),
        },
      },
      createContext: (_deps: object, request) => request,
    }),
    {},
  )

const viewer = { userId: '9007199254740993', sessionId: '8', role: 'USER' } as const
const asker = { requestId: 'r1', viewer, caller: { client: null, address: '127.0.0.1' }, passport: () => assert.fail() }
const callOf = (query: string, timeoutMs: number) => ({
  query,
  variables: undefined,
  operationName: undefined,
  asker,
  timeoutMs,
})

test('subgraphs in one process know who asks, are given up in time, and share a page of metrics', async (t) => {
  const database = await createTestDatabase()
  t.after(database.drop)
  const registry = createRegistry('gateway')
  const stores = { db: database.db, registry, log: createLogger('gateway', 'silent') }
  const { one, two } = createLocalDoors([named('one'), named('two')], stores) as Record<'one' | 'two', Door>
  for (const { ask } of [one, two])
    assert.deepEqual({ ...(await ask(callOf('{ who }', 5_000))).data }, { who: '9007199254740993, r1' })
  await assert.rejects(one.ask(callOf('{ late }', 20)), /no answer within 20 ms/)
  assert.match((await two.ping()) ?? '', /^PostgreSQL/)
  const metrics = await registry.metrics()
  for (const name of ['one', 'two'])
    assert.match(metrics, new RegExp(`latency_seconds_count\\{.*"${name}".*"who".*\\} 1`))
})

type Door = ReturnType<typeof createLocalDoors>[string]
