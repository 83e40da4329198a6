import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDb } from '@halide/prisma/client.ts'
import { fetchImage, imagesOf } from './images.ts'
import { noPgBouncer, type PgBouncer, startPgBouncer } from './pgbouncer.ts'
import { smallPhoto } from './photos.ts'
import { until } from './until.ts'
import { startWorld, type World } from './world.ts'

// Every process of Halide behind a PgBouncer in transaction mode, which hands a connection on after each transaction, with fewer
// connections than callers. Only the job queue, which listens, is connected to Postgres itself.

const poolSize = 4
let bouncer: PgBouncer
let world: World
before(async () => {
  if (noPgBouncer) return
  world = await startWorld({
    databaseDoor: async (databaseUrl) => {
      bouncer = await startPgBouncer(databaseUrl, poolSize)
      return bouncer.before(databaseUrl)
    },
  })
})
after(async () => {
  await world?.stop()
  await bouncer?.stop()
})

test('a photo goes all its way through PgBouncer, from PUT to feed, to its images and to its deletion', {
  skip: noPgBouncer,
}, async (t) => {
  const [ada, ben] = [await world.person('ada'), await world.person('ben')]
  await ben.follow(ada)
  const { id } = await ada.post([await smallPhoto(1)])
  assert.deepEqual(await ada.processed(id), { status: 'READY', failure: null })
  await until(async () => (await ben.homeFeed()).ids.includes(id))
  for (const { url } of await imagesOf(ben, id)) assert.equal((await fetchImage(url)).status, 200)
  await ben.mutate('likePost', { postId: id }, 'post { id }')
  await ada.mutate('deletePost', { postId: id }, 'deletedPostId')
  assert.deepEqual((await ben.homeFeed()).ids, [])
  const { transactions, serverConnections } = await bouncer.counts()
  t.diagnostic(`${transactions} transactions over ${serverConnections} connections`)
  assert.ok(transactions > 50)
  assert.ok(serverConnections <= poolSize)
})

test('many more callers than connections are all served', { skip: noPgBouncer }, async (t) => {
  const [ada, ben] = [await world.person('ada'), await world.person('ben')]
  const began = performance.now()
  const feeds = await Promise.all(Array.from({ length: 150 }, (_, i) => (i % 2 ? ada : ben).homeFeed()))
  assert.equal(feeds.length, 150)
  t.diagnostic(`150 feeds at once in ${Math.round(performance.now() - began)} ms`)
})

test('statements and transactions of one process beyond the pool of PgBouncer are none the wiser', {
  skip: noPgBouncer,
}, async (t) => {
  const db = openDb({ url: bouncer.before(world.databaseUrl), maxConnections: 30, exhaustedAfterMs: 60_000 })
  t.after(() => db.$disconnect())
  await world.sql('create table counted (n int not null, by bigint not null)')
  await world.sql('insert into counted values (0, 0)')
  const rounds = Array.from({ length: 400 }, (_, i) => i)
  const answers = await Promise.all(
    rounds.map((i) =>
      i % 4 === 0
        ? db.$transaction(async (tx) => {
            const [row] = await tx.$queryRaw<[{ n: number }]>`select n from counted for update`
            await tx.$executeRaw`update counted set n = ${row.n + 1}::int, by = ${i}`
            return i
          })
        : i % 4 === 1
          ? db.$read<[{ i: number }]>`select ${i}::int as i, ${i % 3 === 0}::bool, pg_sleep(0.002)::text`.then(
              ([row]) => row.i,
            )
          : db.$queryRaw<[{ i: number }]>`select ${i}::int as i, pg_sleep(0.002)::text`.then(([row]) => row.i),
    ),
  )
  assert.deepEqual(answers, rounds)
  assert.deepEqual(await world.sql('select n from counted'), [{ n: 100 }])
  assert.ok((await bouncer.counts()).serverConnections <= poolSize)
})
