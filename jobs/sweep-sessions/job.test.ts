import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { enterJobWorld, type JobWorld } from '../test-world.ts'
import { sweepSessions } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('sweep-sessions')
})
after(() => world.leave())

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000)
const run = () => sweepSessions.run({}, { ...world.context, signal: new AbortController().signal, attempt: 1 })

/** A session that was refreshed so many days ago, and revoked so many days ago. */
async function session(refreshed: number, revoked?: number): Promise<bigint> {
  const { id } = await world.context.db.session.create({
    data: {
      userId: 1n,
      seriesHash: randomBytes(32),
      secretHash: randomBytes(32),
      refreshedAt: daysFromNow(-refreshed),
      expiresAt: daysFromNow(30 - refreshed),
      ...(revoked && { revokedAt: daysFromNow(-revoked) }),
    },
  })
  return id
}

test('sessions that ended more than 30 days ago are deleted, all others stay', async () => {
  const stay = [await session(1), await session(1, 0.5), await session(40), await session(45, 29), await session(59)]
  await session(61)
  await session(32, 31)
  await session(70, 65)
  await run()
  const left = await world.context.db.session.findMany({ orderBy: { id: 'asc' }, select: { id: true } })
  assert.deepEqual(
    left.map(({ id }) => id),
    stay,
  )
})

test('any number of them is deleted', async () => {
  await world.context.db.$executeRaw`
    insert into sessions (user_id, series_hash, secret_hash, expires_at)
    select n, int4send(n), '', now() - interval '31 days' from generate_series(1, 2500) n`
  await run()
  assert.equal(await world.context.db.session.count({ where: { expiresAt: { lt: daysFromNow(-30) } } }), 0)
})
