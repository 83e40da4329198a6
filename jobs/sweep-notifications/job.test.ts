import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import type { RunContext } from '../kit.ts'
import { defaultNotices } from '../settings.ts'
import { sweepNotifications } from './job.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

test('notifications to which nothing was added for 90 days are deleted, any number of them, and no other', async () => {
  const { db } = database
  await db.$executeRaw`
    insert into notifications (user_id, id, kind, subject_id, happened_at)
    select 1, n, 'LIKE', n, now() - case when n <= 5100 then interval '91 days' else interval '89 days' end
    from generate_series(1, 5103) n`
  const [log, { signal }] = [createLogger('test', 'silent'), new AbortController()]
  const context: Partial<RunContext> = { db, notices: defaultNotices, signal, log }
  await sweepNotifications.run({}, context as RunContext)
  const left = await db.notification.findMany({ orderBy: { id: 'asc' }, select: { id: true } })
  assert.deepEqual(
    left.map(({ id }) => id),
    [5101n, 5102n, 5103n],
  )
})
