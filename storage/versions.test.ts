import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { openClient } from './client.ts'
import { createStorageMetrics } from './metrics.ts'
import { openRegion, type Region } from './region.ts'
import { startTestServer, type TestBucketServer } from './test-stores.ts'

let server: TestBucketServer
let region: Region
before(async () => {
  server = await startTestServer('versioned')
  region = openRegion('primary', server.settings, createStorageMetrics(createRegistry('test')))
  await region.createBucket()
})
after(async () => {
  region.close()
  await server.remove()
})

async function versionsIn(bucket: string): Promise<string[]> {
  const client = openClient(server.settings)
  const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }))
  client.destroy()
  return [...Versions, ...DeleteMarkers].map(({ Key }) => Key ?? '')
}

const put = (key: string, text: string) =>
  region.put(key, Buffer.from(text), { contentType: 'text/plain', md5: createHash('md5').update(text).digest() })

test('a bucket that Halide makes keeps versions', async () => {
  assert.equal(await region.keepsVersions(), true)
})

test('deleting an object leaves no version of it, and its neighbours whole', async () => {
  for (const text of ['one', 'two', 'three']) await put('a/photo', text)
  await put('a/photo.jpg', 'a neighbour')
  await region.delete('a/photo')
  assert.deepEqual(await versionsIn('versioned'), ['a/photo.jpg'])
  await region.delete('a/photo')
})
