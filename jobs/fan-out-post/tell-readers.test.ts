import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openListener } from '@halide/live/listen.ts'
import { createPublisher } from '@halide/live/publish.ts'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import type { LiveEvent } from '@halide/schema/live.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { noRedis, openTestRedis } from '@halide/timeline/test-redis.ts'
import { tellReaders } from './tell-readers.ts'

const [author, reader, muter, blocked, away] = [1n, 2n, 3n, 4n, 5n].map((id) => id + (BigInt(process.pid) << 20n))

test('of the followers those hear of a post who are connected and may see it in their feed', {
  skip: noRedis,
}, async (t) => {
  const database = await createTestDatabase()
  t.after(() => database.drop())
  const { db } = database
  const everybody = [author!, reader!, muter!, blocked!, away!]
  await db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name)
    select id, 'u' || id, 'u' || id, '', '' from unnest(${everybody}::bigint[]) id`
  await db.$executeRaw`insert into posts (id, author_id, caption, status, position) values (7, ${author}, '', 'READY', 7)`
  await db.mute.create({ data: { muterId: muter!, mutedId: author! } })
  await db.block.create({ data: { blockerId: author!, blockedId: blocked! } })

  const { redis, close } = openTestRedis()
  t.after(close)
  const listener = openListener(process.env.TEST_REDIS_URL!, createLogger('test', 'silent'))
  t.after(listener.stop)
  const heard: [bigint, LiveEvent][] = []
  const listen = (userId: bigint) =>
    new Promise<void>((resolve) =>
      listener.add(String(userId), {
        event: (event) => void heard.push([userId, event]),
        hears: (hears) => hears && resolve(),
      }),
    )
  await Promise.all([reader!, muter!, blocked!].map(listen))

  const live = createPublisher(redis)
  await tellReaders({ db, live }, 7n, everybody)
  await db.$executeRaw`update posts set moderated_at = now()`
  await tellReaders({ db, live }, 7n, everybody)
  // Messages of one connection keep their order: after these, all before have come.
  for (const id of [reader!, muter!, blocked!]) live.tell(id, { name: 'notifications', data: {} })
  while (heard.filter(([, { name }]) => name === 'notifications').length < 3) await new Promise(setImmediate)
  assert.deepEqual(
    heard.filter(([, { name }]) => name !== 'notifications'),
    [[reader, { name: 'feed', data: { newPosts: 1 } }]],
  )
})
