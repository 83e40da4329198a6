import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { noCdn } from '@halide/media/cdn/cdn.ts'
import { processPhoto } from '../process-photo/job.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { prewarmPost } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('prewarm-post')
})
after(() => world.leave())

test('a post that turns READY has each of its addresses asked for, and one that is deleted none', async () => {
  const { context } = world
  const asked: string[] = []
  context.cdn = { ...noCdn, kind: 'http-cache', prewarm: async (paths) => void asked.push(...paths) }
  const { postId, photoIds } = await world.post(await makePhoto(), await makePhoto())
  await world.work([processPhoto, prewarmPost])
  await until(async () => asked.length > 0, 30)
  assert.equal(new Set(asked).size, photoIds.length * 12)
  asked.length = 0
  const run = { ...context, prewarm: 'viral' as const, signal: new AbortController().signal, attempt: 1 }
  await prewarmPost.run({ postId }, run)
  assert.deepEqual(asked, [], 'where only viral posts are asked for')
  await context.db.post.update({ where: { id: postId }, data: { viralAt: new Date() } })
  await prewarmPost.run({ postId }, run)
  assert.equal(asked.length, photoIds.length * 12)
  asked.length = 0
  await context.db.post.update({ where: { id: postId }, data: { deletedAt: new Date() } })
  await prewarmPost.run({ postId }, { ...context, signal: new AbortController().signal, attempt: 1 })
  assert.deepEqual(asked, [])
})
