import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { enterJobWorld, type JobWorld } from '../test-world.ts'
import { idleObjectLifetimeMs, sweepObjects } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('sweep-objects')
})
after(() => world.leave())

const bytes = Buffer.from('a rendition')
const object = { contentType: 'image/webp', md5: createHash('md5').update(bytes).digest() }

async function age(key: string): Promise<void> {
  const changedAt = new Date(Date.now() - idleObjectLifetimeMs - 60_000)
  await world.context.db.storedObject.update({ where: { key }, data: { changedAt } })
}

test('what an attempt that died left behind is erased after a day; what is young or needed stays', async () => {
  const { db, store } = world.context
  for (const key of ['begun', 'doomed', 'young', 'needed']) await store.stage(key, bytes, object)
  for (const key of ['doomed', 'needed']) await store.goLive(db, [{ key, md5: object.md5 }])
  await store.tombstone(db, ['doomed'])
  for (const key of ['begun', 'doomed', 'needed']) await age(key)

  for (let time = 0; time < 2; time += 1) {
    await sweepObjects.run({}, { ...world.context, signal: new AbortController().signal, attempt: 1 })
  }

  const rows = await db.storedObject.findMany({ select: { key: true, state: true } })
  assert.deepEqual(Object.fromEntries(rows.map(({ key, state }) => [key, state])), {
    begun: 'GONE',
    doomed: 'GONE',
    young: 'PENDING',
    needed: 'LIVE',
  })
  for (const key of ['begun', 'doomed']) assert.equal(await store.head(key), null)
  for (const key of ['young', 'needed']) assert.equal((await store.head(key))?.size, bytes.length)
})
