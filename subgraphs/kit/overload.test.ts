import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDb, type SqlDb } from '@halide/prisma/client.ts'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import { passportHeader, sealPassport } from '@halide/schema/passport.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { pino } from 'pino'
import { defineSubgraph, serveSubgraph } from './index.ts'

const gatewaySecret = 'the gateway and its subgraphs know this'

const clock = defineSubgraph({
  name: 'clock',
  sdl: 'type Query { year: Int }',
  resolvers: {
    Query: {
      year: async (_: unknown, __: unknown, { db }: { db: SqlDb }) => {
        const [row] = await db.$queryRaw<{ year: number }[]>`select extract(year from now())::int as year`
        return row!.year
      },
    },
  },
  createContext: ({ db }: { db: SqlDb }, request) => ({ ...request, db }),
})

test('a subgraph whose pool is exhausted answers OVERLOADED, and logs no line a call', async (t) => {
  const database = await createTestDatabase()
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line) => lines.push(line) })
  const registry = createRegistry('clock')
  const db = openDb({ url: database.url, maxConnections: 1, exhaustedAfterMs: 100, observe: { registry, log } })
  const options = { host: '127.0.0.1', port: 0, gatewaySecret, registry, checks: {}, log }
  const served = await serveSubgraph(clock, { db }, options)
  t.after(async () => {
    await served.stop()
    await db.$disconnect()
    await database.drop()
  })
  const passport = sealPassport(
    { requestId: 'r1', viewer: null, caller: { client: null, address: '127.0.0.1' }, expiresAt: Date.now() + 10_000 },
    gatewaySecret,
  )
  const ask = async () => {
    const response = await fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [passportHeader]: passport },
      body: '{"query":"{ year }"}',
    })
    return (await response.json()) as { data: unknown; errors?: { extensions: unknown; message: string }[] }
  }
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1`
    for (let call = 0; call < 3; call++) {
      const [error] = (await ask()).errors!
      assert.deepEqual(error!.extensions, { code: 'OVERLOADED' })
      assert.equal(error!.message, 'Halide is busy. Try again in a moment.')
    }
  })
  assert.equal(lines.length, 1, 'the pool says it once')
  assert.match(await registry.metrics(), /errors_total\{.*code="OVERLOADED".*\} 3/)
})
