import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListObjectsV2Command,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { assertRefused, getText, put } from './conformance/expect.ts'
import { sendRaw } from './conformance/raw-request.ts'
import { clientOf } from './conformance/world.ts'
import { startS3d } from './start-s3d.ts'

const keys = { accessKeyId: 'START', secretAccessKey: 'start and stop' }
let scratch: string

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 's3d-start-'))
})

after(() => rm(scratch, { recursive: true, force: true }))

/** An s3d on a folder of that name, with a client and a bucket, and what the cases of the suite take. */
async function open(folder: string, bucket = 'bucket') {
  const root = join(scratch, folder)
  const s3d = await startS3d({ root, ...keys })
  const target = { name: 's3d', endpoint: s3d.url, ...keys }
  const client = clientOf(target)
  await client.send(new CreateBucketCommand({ Bucket: bucket })).catch(() => {})
  const raw = (request: Parameters<typeof sendRaw>[1]) => sendRaw(target, request)
  return { root, s3d, target, client, bucket, raw, anotherBucket: async () => '' }
}

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

test('objects, buckets and unfinished uploads are there again after a stop', async () => {
  const first = await open('again')
  await put(first, 'a/../b', 'kept', { Metadata: { m: '1' } })
  const upload = { Bucket: 'bucket', Key: 'big' }
  const { UploadId } = await first.client.send(new CreateMultipartUploadCommand(upload))
  const part = new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'part' })
  const { ETag } = await first.client.send(part)
  await first.s3d.stop()

  const second = await open('again')
  assert.equal(await getText(second, 'a/../b'), 'kept')
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
  await second.client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }))
  assert.equal(await getText(second, 'big'), 'part')
  await second.s3d.stop()
})

test('two s3d cannot have one folder open; when the first stops, the second can', async () => {
  const first = await open('locked')
  await assert.rejects(open('locked'), /another s3d has/)
  await first.s3d.stop()
  const second = await open('locked')
  await second.s3d.stop()
})

test('a folder too deep for a socket is locked all the same', async () => {
  const deep = 'deep/'.repeat(30)
  const first = await open(deep)
  await assert.rejects(open(deep), /another s3d has/)
  await first.s3d.stop()
})

test('a port that is taken is an error, and the folder is free again', async () => {
  const first = await open('one')
  const root = join(scratch, 'two')
  await assert.rejects(startS3d({ root, port: first.s3d.port, ...keys }), /EADDRINUSE/)
  const second = await startS3d({ root, ...keys })
  await second.stop()
  await first.s3d.stop()
})

test('what a crash leaves behind is swept at the next start, and nothing else', async () => {
  const first = await open('swept')
  await put(first, 'a', 'kept')
  await first.s3d.stop()
  const { root } = first
  const [blob] = await filesUnder(join(root, 'blobs'))
  await writeFile(join(root, 'staging', 'half-written'), 'half')
  await writeFile(join(root, 'blobs', 'nobody-refers-to-this'), 'lost')
  await mkdir(join(root, 'buckets', 'half-made', 'records'), { recursive: true })

  const second = await open('swept')
  assert.deepEqual(await filesUnder(join(root, 'blobs')), [blob])
  assert.deepEqual(await readdir(join(root, 'staging')), [])
  assert.deepEqual(await readdir(join(root, 'buckets')), ['bucket'])
  assert.equal(await getText(second, 'a'), 'kept')
  await second.s3d.stop()
})

test('overwrites and deletes leave no bytes behind', async () => {
  const world = await open('lean')
  for (const body of ['1', '2', '3']) await put(world, 'a', body)
  assert.equal((await filesUnder(join(world.root, 'blobs'))).length, 1)
  await world.raw({ method: 'DELETE', path: '/bucket/a' })
  assert.deepEqual(await filesUnder(join(world.root, 'blobs')), [])
  await world.s3d.stop()
})

test('bytes that have rotted on disk are not copied on', async () => {
  const world = await open('rotten')
  await put(world, 'a', 'sound')
  const [blob] = await filesUnder(join(world.root, 'blobs'))
  await writeFile(blob!, 'rott!')
  const copy = new CopyObjectCommand({ Bucket: 'bucket', Key: 'b', CopySource: 'bucket/a' })
  await assertRefused(world.client.send(copy), 500, 'InternalError')
  const listed = await world.client.send(new ListObjectsV2Command({ Bucket: 'bucket' }))
  assert.deepEqual(
    listed.Contents?.map(({ Key }) => Key),
    ['a'],
  )
  await world.s3d.stop()
})

test('stop ends although a client holds its connection open', async () => {
  const world = await open('stopped')
  await put(world, 'a', 'x')
  await world.s3d.stop()
  await assert.rejects(world.raw({ method: 'GET', path: '/bucket/a' }), /ECONNREFUSED/)
})
